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

// The same of a whole request. `last` is always the field that was looked at last: where reading
// ends early, the one that is wrong (ErrorDetails::param).
class Fields {
 public:
  Fields(const boost::json::object& object, std::string& last) : object_(object), last_(last) {}

  const boost::json::value* Find(std::string_view name) const;
  Result<std::string> Text(std::string_view name) const;
  Result<bool> Bool(std::string_view name, bool otherwise) const;
  Result<std::optional<double>> Number(std::string_view name) const;
  Result<std::optional<std::int64_t>> Whole(std::string_view name, const WholeRange& range) const;

 private:
  const boost::json::object& Of(std::string_view name) const;

  const boost::json::object& object_;
  std::string& last_;
};

}  // namespace wenyuan::model
