#pragma once

#include <boost/json.hpp>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "wenyuan/base/result.h"

namespace wenyuan::model {

// What the readers of requests share. Absent and null are the same everywhere; kInvalidArgument
// names the field that is wrong.
Error WrongRequest(const std::string& what);
Result<boost::json::object> ReadObject(std::string_view body);
const boost::json::value* FindField(const boost::json::object& object, std::string_view name);

// Empty when absent.
Result<std::string> TextField(const boost::json::object& object, std::string_view name);
Result<bool> BoolField(const boost::json::object& object, std::string_view name, bool otherwise);
Result<std::optional<double>> NumberField(const boost::json::object& object, std::string_view name);

struct WholeRange {
  std::int64_t least = 0;
  std::int64_t most = 0;
};
Result<std::optional<std::int64_t>> WholeField(const boost::json::object& object,
                                               std::string_view name, const WholeRange& range);

}  // namespace wenyuan::model
