#include "json.h"

#include <algorithm>
#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>
#include <boost/json/value.hpp>

#include "nearest.h"

namespace wenyuan::api {
namespace {

namespace json = boost::json;

template <typename... Cases>
struct Overloaded : Cases... {
  using Cases::operator()...;
};
template <typename... Cases>
Overloaded(Cases...) -> Overloaded<Cases...>;

json::value ToBoost(const Json& from) {
  return std::visit(
      Overloaded{[](std::nullptr_t) { return json::value(nullptr); },
                 [](const std::string& text) { return json::value(json::string(text)); },
                 [](const Json::Array& items) {
                   json::array array;
                   array.reserve(items.size());
                   for (const Json& item : items) array.push_back(ToBoost(item));
                   return json::value(std::move(array));
                 },
                 [](const Json::Object& members) {
                   json::object object;
                   object.reserve(members.size());
                   for (const auto& [name, value] : members) object.emplace(name, ToBoost(value));
                   return json::value(std::move(object));
                 },
                 [](auto number) { return json::value(number); }},
      from.value());
}

Json FromBoost(const json::value& from) {
  switch (from.kind()) {
    case json::kind::bool_:
      return from.get_bool();
    case json::kind::int64:
      return from.get_int64();
    case json::kind::uint64:
      return static_cast<double>(from.get_uint64());
    case json::kind::double_:
      return from.get_double();
    case json::kind::string:
      return std::string(from.get_string());
    case json::kind::array: {
      Json::Array items;
      for (const json::value& item : from.get_array()) items.push_back(FromBoost(item));
      return items;
    }
    case json::kind::object: {
      Json::Object members;
      for (const auto& member : from.get_object()) {
        members.emplace_back(std::string(member.key()), FromBoost(member.value()));
      }
      return members;
    }
    case json::kind::null:
      break;
  }
  return nullptr;
}

Error WrongType(std::string_view name, std::string_view type, std::string_view type_zh) {
  const std::string member(name);
  return {ErrorCode::kInvalidArgument, "the member '" + member + "' must be " + std::string(type),
          "字段“" + member + "”必须是" + std::string(type_zh)};
}

}  // namespace

Json::Json(std::initializer_list<std::pair<std::string_view, Json>> members) {
  Object object;
  object.reserve(members.size());
  for (const auto& [name, value] : members) object.emplace_back(std::string(name), value);
  value_ = std::move(object);
}

std::string Json::Text() const { return json::serialize(ToBoost(*this)); }

const Json* MemberOf(const Json& json, std::string_view name) {
  const auto* members = std::get_if<Json::Object>(&json.value());
  if (members == nullptr) return nullptr;
  for (const auto& [member, value] : *members) {
    if (member != name) continue;
    return std::holds_alternative<std::nullptr_t>(value.value()) ? nullptr : &value;
  }
  return nullptr;
}

Result<Json> ParseJson(std::string_view text) {
  json::error_code error;
  const json::value value = json::parse(text, error);
  if (error) {
    return Error{ErrorCode::kInvalidArgument,
                 "the body of the request is not well-formed JSON (" + error.message() + ")",
                 "请求内容不是合法的 JSON（" + error.message() + "）"};
  }
  return FromBoost(value);
}

Result<Members> Members::Parse(std::string_view text, std::vector<std::string_view> known) {
  WY_TRY(const Json json, ParseJson(text));
  return Of(json, std::move(known));
}

Result<Members> Members::Of(const Json& json, std::vector<std::string_view> known) {
  const auto* members = std::get_if<Json::Object>(&json.value());
  if (members == nullptr) {
    return Error{ErrorCode::kInvalidArgument, "the body of the request must be a JSON object",
                 "请求内容必须是 JSON 对象"};
  }
  for (const auto& [name, value] : *members) {
    if (std::find(known.begin(), known.end(), name) == known.end()) {
      return UnknownName("member", "字段", name, known);
    }
  }
  return Members(*members);
}

template <typename T>
Result<std::optional<T>> Members::Get(std::string_view name, std::string_view type,
                                      std::string_view type_zh) const {
  for (const auto& [member, value] : members_) {
    if (member != name || std::holds_alternative<std::nullptr_t>(value.value())) continue;
    if (const T* wanted = std::get_if<T>(&value.value())) return std::optional<T>(*wanted);
    return WrongType(name, type, type_zh);
  }
  return std::optional<T>();
}

Result<std::optional<std::string>> Members::Text(std::string_view name) const {
  return Get<std::string>(name, "a string", "字符串");
}

Result<std::optional<bool>> Members::Flag(std::string_view name) const {
  return Get<bool>(name, "true or false", " true 或 false");
}

Result<std::optional<std::int64_t>> Members::Integer(std::string_view name) const {
  return Get<std::int64_t>(name, "a whole number", "整数");
}

Result<std::optional<std::vector<std::string>>> Members::Texts(std::string_view name) const {
  WY_TRY(const auto items, Get<Json::Array>(name, "a list of strings", "字符串数组"));
  if (!items) return std::optional<std::vector<std::string>>();
  std::vector<std::string> texts;
  for (const Json& item : *items) {
    const auto* text = std::get_if<std::string>(&item.value());
    if (text == nullptr) return WrongType(name, "a list of strings", "字符串数组");
    texts.push_back(*text);
  }
  return std::optional<std::vector<std::string>>(std::move(texts));
}

Result<std::optional<double>> Members::Number(std::string_view name) const {
  if (const auto whole = Integer(name); whole && *whole) {
    return std::optional(static_cast<double>(**whole));
  }
  return Get<double>(name, "a number", "数字");
}

Result<std::optional<Json::Array>> Members::Items(std::string_view name) const {
  return Get<Json::Array>(name, "a list", "数组");
}

Result<std::optional<Json>> Members::Object(std::string_view name) const {
  WY_TRY(auto members, Get<Json::Object>(name, "an object", "对象"));
  return members ? std::optional<Json>(*std::move(members)) : std::nullopt;
}

bool Members::Has(std::string_view name) const {
  return std::any_of(members_.begin(), members_.end(),
                     [&](const auto& member) { return member.first == name; });
}

Result<std::string> Members::RequiredText(std::string_view name) const {
  WY_TRY(auto text, Text(name));
  if (text) return *std::move(text);
  return Error{ErrorCode::kInvalidArgument, "the member '" + std::string(name) + "' is missing",
               "缺少字段“" + std::string(name) + "”"};
}

}  // namespace wenyuan::api
