#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <tl/expected.hpp>
#include <utility>

namespace wenyuan {

// Callers branch on the code; people read the message.
enum class ErrorCode {
  kInvalidArgument,    // the request is wrong and will stay wrong
  kUnauthenticated,    // we do not know who asks
  kPermissionDenied,   // we know, and they may not
  kNotFound,           // not there, or not there for this asker
  kConflict,           // it exists already, or changed meanwhile
  kTooLarge,           // over a stated limit
  kUnsupported,        // understood, but not something we can do
  kCorruption,         // stored bytes are not what we wrote
  kResourceExhausted,  // disk, memory or queue is full; later may work
  kUnavailable,        // a part we need is away; later may work
  kTimeout,            // the deadline passed
  kCancelled,          // the asker left
  kInternal,           // our own mistake
};

// The stable English word for a code, as in "not_found". It is what `--json` and the API print.
std::string_view Name(ErrorCode code);
std::optional<ErrorCode> ErrorCodeFromName(std::string_view name);

enum class Language { kEnglish, kChinese };

// One sentence: what was being done, to what, why it failed, what to do. Lower case start, no full
// stop, values quoted. What a user can cause carries the same sentence in Chinese.
struct Error {
  ErrorCode code;
  std::string message;
  std::string message_zh = {};

  [[nodiscard]] const std::string& In(Language language) const {
    return language == Language::kChinese && !message_zh.empty() ? message_zh : message;
  }
};

// A value, or the reason there is none. Ignoring one is a compile-time warning.
template <typename T>
class [[nodiscard]] Result : public tl::expected<T, Error> {
 public:
  using Base = tl::expected<T, Error>;
  using Base::Base;
  Result(Base base) : Base(std::move(base)) {}
  Result(Error error) : Base(tl::unexpect, std::move(error)) {}
};

}  // namespace wenyuan

// WY_TRY(auto document, Parse(bytes)); binds the value, or returns the error to our own caller.
#define WY_TRY(declaration, expression) WY_TRY_IMPL(declaration, expression, __COUNTER__)
#define WY_TRY_IMPL(declaration, expression, id) WY_TRY_BIND(declaration, expression, id)
#define WY_TRY_BIND(declaration, expression, id)           \
  auto wy_try_##id = (expression);                         \
  if (!wy_try_##id) return std::move(wy_try_##id).error(); \
  declaration = *std::move(wy_try_##id)

// WY_CHECK(file.Sync()); is WY_TRY for a Result<void>.
#define WY_CHECK(expression) WY_CHECK_IMPL(expression, __COUNTER__)
#define WY_CHECK_IMPL(expression, id) WY_CHECK_BIND(expression, id)
#define WY_CHECK_BIND(expression, id)                            \
  do {                                                           \
    auto wy_check_##id = (expression);                           \
    if (!wy_check_##id) return std::move(wy_check_##id).error(); \
  } while (false)
