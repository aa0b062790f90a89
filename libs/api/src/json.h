#pragma once

#include <concepts>
#include <cstdint>
#include <initializer_list>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

#include "wenyuan/base/result.h"

namespace wenyuan::api {

// A JSON value. Only json.cpp knows which library reads and writes it.
class Json {
 public:
  using Array = std::vector<Json>;
  using Object = std::vector<std::pair<std::string, Json>>;
  using Value =
      std::variant<std::nullptr_t, bool, std::int64_t, double, std::string, Array, Object>;

  Json() = default;
  Json(std::nullptr_t) {}
  Json(std::same_as<bool> auto value) : value_(value) {}
  template <std::integral T>
  requires(!std::same_as<T, bool>) Json(T value) : value_(static_cast<std::int64_t>(value)) {}
  Json(double value) : value_(value) {}
  Json(float value) : value_(static_cast<double>(value)) {}
  Json(std::string value) : value_(std::move(value)) {}
  Json(std::string_view value) : value_(std::string(value)) {}
  Json(const char* value) : value_(std::string(value)) {}
  Json(Array items) : value_(std::move(items)) {}
  Json(Object members) : value_(std::move(members)) {}
  Json(std::initializer_list<std::pair<std::string_view, Json>> members);

  [[nodiscard]] const Value& value() const { return value_; }
  [[nodiscard]] std::string Text() const;

 private:
  Value value_;
};

// The member of an object; nullptr when it has none of this name, or null, or is no object.
const Json* MemberOf(const Json& json, std::string_view name);

// kInvalidArgument, saying where it is wrong.
Result<Json> ParseJson(std::string_view text);

// The members of an object that was sent to us.
class Members {
 public:
  // Refuses what is no object, and every member that is not `known`, naming the nearest that is.
  static Result<Members> Parse(std::string_view text, std::vector<std::string_view> known);
  static Result<Members> Of(const Json& json, std::vector<std::string_view> known);

  // nullopt when absent or null; kInvalidArgument for another type, naming the member.
  [[nodiscard]] Result<std::optional<std::string>> Text(std::string_view name) const;
  [[nodiscard]] Result<std::optional<bool>> Flag(std::string_view name) const;
  [[nodiscard]] Result<std::optional<std::int64_t>> Integer(std::string_view name) const;
  [[nodiscard]] Result<std::optional<std::vector<std::string>>> Texts(std::string_view name) const;
  [[nodiscard]] Result<std::optional<double>> Number(std::string_view name) const;
  [[nodiscard]] Result<std::optional<Json::Array>> Items(std::string_view name) const;
  [[nodiscard]] Result<std::optional<Json>> Object(std::string_view name) const;
  [[nodiscard]] bool Has(std::string_view name) const;  // null counts
  // kInvalidArgument when absent.
  [[nodiscard]] Result<std::string> RequiredText(std::string_view name) const;

 private:
  explicit Members(Json::Object members) : members_(std::move(members)) {}
  template <typename T>
  [[nodiscard]] Result<std::optional<T>> Get(std::string_view name, std::string_view type,
                                             std::string_view type_zh) const;
  Json::Object members_;
};

}  // namespace wenyuan::api
