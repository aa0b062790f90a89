#include "json_reading.h"

#include <cmath>

namespace wenyuan::model {

namespace json = boost::json;

Error WrongRequest(const std::string& what) { return {ErrorCode::kInvalidArgument, what}; }

Result<json::object> ReadObject(std::string_view body) {
  json::error_code error;
  json::value value = json::parse(json::string_view(body.data(), body.size()), error);
  if (error) return WrongRequest("the body is not valid JSON: " + error.message());
  if (!value.is_object()) return WrongRequest("the body must be a JSON object");
  return std::move(value.as_object());
}

const json::value* FindField(const json::object& object, std::string_view name) {
  const json::value* value = object.if_contains(json::string_view(name.data(), name.size()));
  return value == nullptr || value->is_null() ? nullptr : value;
}

Result<std::string> TextField(const json::object& object, std::string_view name) {
  const json::value* value = FindField(object, name);
  if (value == nullptr) return std::string();
  if (!value->is_string()) return WrongRequest("'" + std::string(name) + "' must be a string");
  return std::string(value->as_string());
}

Result<bool> BoolField(const json::object& object, std::string_view name, bool otherwise) {
  const json::value* value = FindField(object, name);
  if (value == nullptr) return otherwise;
  if (!value->is_bool()) return WrongRequest("'" + std::string(name) + "' must be true or false");
  return value->as_bool();
}

Result<std::optional<double>> NumberField(const json::object& object, std::string_view name) {
  const json::value* value = FindField(object, name);
  if (value == nullptr) return std::optional<double>();
  json::error_code error;
  const auto number = value->to_number<double>(error);
  if (error || !std::isfinite(number)) {
    return WrongRequest("'" + std::string(name) + "' must be a number");
  }
  return std::optional<double>(number);
}

Result<std::optional<std::int64_t>> WholeField(const json::object& object, std::string_view name,
                                               const WholeRange& range) {
  const json::value* value = FindField(object, name);
  if (value == nullptr) return std::optional<std::int64_t>();
  json::error_code error;
  const auto number = value->to_number<std::int64_t>(error);
  if (error || number < range.least || number > range.most) {
    return WrongRequest("'" + std::string(name) + "' must be a whole number from " +
                        std::to_string(range.least) + " to " + std::to_string(range.most));
  }
  return std::optional<std::int64_t>(number);
}

const json::value* Fields::Find(std::string_view name) const { return FindField(Of(name), name); }

Result<std::string> Fields::Text(std::string_view name) const { return TextField(Of(name), name); }

Result<bool> Fields::Bool(std::string_view name, bool otherwise) const {
  return BoolField(Of(name), name, otherwise);
}

Result<std::optional<double>> Fields::Number(std::string_view name) const {
  return NumberField(Of(name), name);
}

Result<std::optional<std::int64_t>> Fields::Whole(std::string_view name,
                                                  const WholeRange& range) const {
  return WholeField(Of(name), name, range);
}

const json::object& Fields::Of(std::string_view name) const {
  last_ = name;
  return object_;
}

}  // namespace wenyuan::model
