#pragma once

#include <boost/json/value.hpp>
#include <cstdint>
#include <string>
#include <string_view>

namespace wenyuan::llm_openai {

// Members of a stranger's JSON. What is missing, or of another type, is null, "" or 0.

boost::json::string_view View(std::string_view text);
// `value` may be null.
const boost::json::value* Find(const boost::json::value* value, std::string_view name);
const boost::json::value* Find(const boost::json::value& value, std::string_view name);
std::string Text(const boost::json::value* value);
std::uint64_t Number(const boost::json::value* value);
std::string TextAt(const boost::json::value& value, std::string_view name);
std::uint64_t NumberAt(const boost::json::value& value, std::string_view name);

}  // namespace wenyuan::llm_openai
