#include "entry_names.h"

#include <algorithm>

#include "wenyuan/charset/charset.h"
#include "wenyuan/parse_kit/strings.h"

namespace wenyuan::parse {
namespace {

constexpr std::size_t kLongestName = 1'024;

// Control characters of ASCII and Latin-1, and those that turn the direction of writing: a name
// must not be able to look like another.
std::string WithoutControls(std::string_view name) {
  std::string clean;
  for (std::size_t i = 0; i < name.size(); ++i) {
    const auto c = static_cast<unsigned char>(name[i]);
    const auto next = static_cast<unsigned char>(i + 1 < name.size() ? name[i + 1] : 0);
    const auto third = static_cast<unsigned char>(i + 2 < name.size() ? name[i + 2] : 0);
    if (c < 0x20 || c == 0x7F) continue;
    if (c == 0xC2 && next >= 0x80 && next < 0xA0) {
      i += 1;
    } else if (c == 0xE2 && ((next == 0x80 && third >= 0xAA && third <= 0xAE) ||
                             (next == 0x81 && third >= 0xA6 && third <= 0xA9))) {
      i += 2;
    } else {
      clean += name[i] == '\\' ? '/' : name[i];
    }
  }
  return clean;
}

std::string SafeName(std::string_view raw) {
  const std::string name = WithoutControls(raw);
  std::string safe;
  for (std::size_t at = 0; at <= name.size();) {
    const std::size_t end = std::min(name.find('/', at), name.size());
    const std::string_view step = Trim(std::string_view(name).substr(at, end - at));
    at = end + 1;
    const bool drive = step.size() == 2 && step[1] == ':';
    if (step.empty() || step == "." || step == ".." || drive) continue;
    if (!safe.empty()) safe += '/';
    safe += step;
  }
  if (safe.size() > kLongestName) {  // the end tells what kind of file it is
    safe = charset::Clean(safe.substr(safe.size() - kLongestName));
  }
  return safe;
}

bool IsDebris(std::string_view name) {
  const std::string_view last = name.substr(name.rfind('/') + 1);
  return name.substr(0, 9) == "__MACOSX/" || last == ".DS_Store" || last == "Thumbs.db" ||
         last == "desktop.ini" || last.substr(0, 2) == "._";
}

}  // namespace

std::optional<std::string> EntryNames::Take(std::string_view name, DocumentBuilder& out) {
  std::string safe = SafeName(name);
  if (safe.empty() || IsDebris(safe)) return std::nullopt;
  if (taken_.insert(safe).second) return safe;
  out.Warn("a second “" + safe + "” was left out");
  return std::nullopt;
}

}  // namespace wenyuan::parse
