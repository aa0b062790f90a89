#pragma once

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <boost/json/value.hpp>
#include <cstdint>
#include <string>
#include <string_view>

namespace wenyuan::app {

// Members of an answer of our own API. A member that is missing or of another type is "", 0, false
// or empty: the OpenAPI test, not each command, checks the shapes.
std::string TextOf(const boost::json::value& object, std::string_view name);
std::int64_t IntegerOf(const boost::json::value& object, std::string_view name);
double NumberOf(const boost::json::value& object, std::string_view name);
bool FlagOf(const boost::json::value& object, std::string_view name);
const boost::json::array& ListOf(const boost::json::value& object, std::string_view name);
const boost::json::value& MemberOf(const boost::json::value& object, std::string_view name);

// Indented by two blanks, as people and diffs read it.
std::string Pretty(const boost::json::value& value);

}  // namespace wenyuan::app
