#include "json_reading.h"

namespace wenyuan::llm_openai {

namespace json = boost::json;

json::string_view View(std::string_view text) { return {text.data(), text.size()}; }

const json::value* Find(const json::value* value, std::string_view name) {
  const json::object* object = value == nullptr ? nullptr : value->if_object();
  return object == nullptr ? nullptr : object->if_contains(View(name));
}

const json::value* Find(const json::value& value, std::string_view name) {
  return Find(&value, name);
}

std::string Text(const json::value* value) {
  return value != nullptr && value->is_string() ? std::string(value->as_string()) : std::string();
}

std::uint64_t Number(const json::value* value) {
  if (value == nullptr) return 0;
  json::error_code error;
  const auto number = value->to_number<std::uint64_t>(error);
  return error ? 0 : number;
}

std::string TextAt(const json::value& value, std::string_view name) {
  return Text(Find(value, name));
}

std::uint64_t NumberAt(const json::value& value, std::string_view name) {
  return Number(Find(value, name));
}

}  // namespace wenyuan::llm_openai
