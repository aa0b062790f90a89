#include "scope.h"

#include "call.h"

namespace wenyuan::api {

Result<std::optional<UnixMillis>> OptionalTime(const std::optional<std::string>& text) {
  if (!text) return std::optional<UnixMillis>();
  WY_TRY(const UnixMillis time, ParseIsoTime(*text));
  return std::optional<UnixMillis>(time);
}

Result<search::SearchRequest> ReadScope(const Members& body) {
  search::SearchRequest scope;
  WY_TRY(const auto libraries, body.Texts("libraries"));
  WY_TRY(const auto format, body.Text("format"));
  WY_TRY(const auto tag, body.Text("tag"));
  WY_TRY(const auto from, body.Text("changed_from"));
  WY_TRY(const auto until, body.Text("changed_until"));
  scope.libraries = libraries.value_or(std::vector<std::string>());
  scope.format = format.value_or("");
  scope.tag = tag.value_or("");
  WY_TRY(scope.changed_from, OptionalTime(from));
  WY_TRY(scope.changed_until, OptionalTime(until));
  return scope;
}

}  // namespace wenyuan::api
