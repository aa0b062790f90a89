#include "mail_fields.h"

#include <algorithm>
#include <array>
#include <string>
#include <vector>

#include "wenyuan/parse_kit/strings.h"

namespace wenyuan::parse {
namespace {

// Header fields that hardly stand at the start of anything but a message.
bool IsMailField(std::string_view name) {
  static constexpr std::array<std::string_view, 16> kNames = {
      "from",        "to",       "subject",      "date",         "received", "message-id",
      "return-path", "cc",       "reply-to",     "delivered-to", "sender",   "mime-version",
      "in-reply-to", "x-mailer", "content-type", "references"};
  return std::find(kNames.begin(), kNames.end(), AsciiLower(name)) != kNames.end();
}

}  // namespace

int CountMailFields(std::string_view bytes) {
  std::vector<std::string> seen;
  std::size_t at = 0;
  for (int line = 0; line < 200 && at < bytes.size(); ++line) {
    const std::size_t end = std::min(bytes.find('\n', at), bytes.size());
    std::string_view text = bytes.substr(at, end - at);
    at = end + 1;
    if (!text.empty() && text.back() == '\r') text.remove_suffix(1);
    if (text.empty()) {
      if (line == 0) continue;
      break;
    }
    if (text[0] == ' ' || text[0] == '\t') continue;
    if (line == 0 && text.substr(0, 5) == "From ") continue;
    const std::size_t colon = text.find(':');
    const std::string_view name = text.substr(0, std::min(colon, text.size()));
    if (colon == std::string_view::npos || name.find(' ') != std::string_view::npos) break;
    if (IsMailField(name) && std::find(seen.begin(), seen.end(), AsciiLower(name)) == seen.end()) {
      seen.push_back(AsciiLower(name));
    }
  }
  return static_cast<int>(seen.size());
}

}  // namespace wenyuan::parse
