#include "call.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cstdio>
#include <ctime>

#include "wenyuan/text/utf8.h"

namespace wenyuan::api {
namespace {

constexpr std::uint64_t kMaxJsonBytes = 1U << 20U;
constexpr std::size_t kMaxNameCharacters = 100;

}  // namespace

std::optional<std::string> Call::Query(std::string_view name) const {
  for (const auto& [key, value] : request.query) {
    if (key == name) return value;
  }
  return std::nullopt;
}

std::vector<std::string> Call::QueryAll(std::string_view name) const {
  std::vector<std::string> values;
  for (const auto& [key, value] : request.query) {
    if (key == name) values.push_back(value);
  }
  return values;
}

Result<std::size_t> Call::QueryNumber(std::string_view name, std::size_t least, std::size_t most,
                                      std::size_t otherwise) const {
  const auto text = Query(name);
  if (!text) return otherwise;
  std::size_t number = 0;
  const char* const end = text->data() + text->size();
  const auto parsed = std::from_chars(text->data(), end, number);
  if (parsed.ec == std::errc() && parsed.ptr == end && number >= least && number <= most) {
    return number;
  }
  const std::string parameter(name);
  const std::string from = std::to_string(least);
  const std::string to = std::to_string(most);
  return Error{ErrorCode::kInvalidArgument,
               "the parameter '" + parameter + "' must be a number from " + from + " to " + to,
               "参数“" + parameter + "”必须是 " + from + " 到 " + to + " 之间的数"};
}

Result<Members> Call::Body(std::vector<std::string_view> known) const {
  WY_TRY(const std::string text, http::ReadBody(request, kMaxJsonBytes));
  return Members::Parse(text, std::move(known));
}

Reply JsonReply(int status, const Json& body) {
  return http::Response{status, {{"Content-Type", "application/json"}}, body.Text()};
}

Reply NoContent() { return http::Response{204, {}, {}}; }

std::string IsoTime(UnixMillis time) {
  const std::time_t seconds = time / 1000;
  std::tm parts{};
  gmtime_r(&seconds, &parts);
  std::array<char, 64> text{};
  const std::size_t size = std::strftime(text.data(), text.size(), "%Y-%m-%dT%H:%M:%S", &parts);
  std::snprintf(text.data() + size, text.size() - size, ".%03dZ", static_cast<int>(time % 1000));
  return text.data();
}

Result<UnixMillis> ParseIsoTime(std::string_view text) {
  const std::string copy(text);
  std::tm parts{};
  const char* rest = ::strptime(copy.c_str(), "%Y-%m-%d", &parts);
  int millis = 0;
  if (rest != nullptr && *rest == 'T') {
    rest = ::strptime(rest, "T%H:%M:%S", &parts);
    if (rest != nullptr && *rest == '.') {
      int read = 0;
      rest = std::sscanf(rest, ".%3d%n", &millis, &read) == 1 && read == 4 && millis >= 0
                 ? rest + read
                 : nullptr;
    }
    if (rest != nullptr) rest = std::string_view(rest) == "Z" ? rest + 1 : nullptr;
  }
  if (rest == nullptr || *rest != '\0') {
    const std::string shown = copy.substr(0, 40);
    return Error{ErrorCode::kInvalidArgument,
                 "'" + shown + "' is no time such as 2025-11-25T22:40:00Z or 2025-11-25",
                 "“" + shown + "”不是有效的时间，应如 2025-11-25T22:40:00Z 或 2025-11-25"};
  }
  return static_cast<UnixMillis>(::timegm(&parts)) * 1000 + millis;
}

Result<void> CheckName(std::string_view name) {
  const bool has_controls = std::any_of(name.begin(), name.end(), [](char letter) {
    const auto byte = static_cast<unsigned char>(letter);
    return byte < 0x20U || byte == 0x7FU;
  });
  if (!name.empty() && text::IsValidUtf8(name) && !has_controls && name.front() != ' ' &&
      name.back() != ' ' && text::CountCharacters(name) <= kMaxNameCharacters) {
    return {};
  }
  return Error{ErrorCode::kInvalidArgument,
               "a name has 1 to 100 characters, no control characters and no blank at its ends",
               "名称须为 1 到 100 个字符，不含控制字符，首尾不能有空格"};
}

}  // namespace wenyuan::api
