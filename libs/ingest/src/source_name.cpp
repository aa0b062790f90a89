#include "source_name.h"

#include "wenyuan/text/utf8.h"

namespace wenyuan::ingest {
namespace {

constexpr std::size_t kLongestName = 1'024;

// Control characters, and those that turn the writing direction or are not seen at all: with them
// one name looks like another. Joiners stay, Indian and Persian names need them.
bool MustNotBeInNames(char32_t c) {
  return c < 0x20 || (c >= 0x7F && c <= 0x9F) ||
         (c >= 0x200B && c <= 0x200F && c != 0x200C && c != 0x200D) ||
         (c >= 0x2028 && c <= 0x202E) || (c >= 0x2060 && c <= 0x2069) || c == 0xFEFF;
}

}  // namespace

std::string CleanSourceName(std::string_view name) {
  const std::string repaired = text::RepairUtf8(name);
  std::string clean;
  std::string part;
  const auto close_part = [&] {
    if (!part.empty() && part != "." && part != "..") {
      if (!clean.empty()) clean += '/';
      clean += part;
    }
    part.clear();
  };
  for (std::size_t at = 0; at < repaired.size();) {
    const std::size_t begin = at;
    const char32_t c = text::NextCharacter(repaired, at);
    if (c == '/' || c == '\\') {
      close_part();
    } else if (!MustNotBeInNames(c)) {
      part.append(repaired, begin, at - begin);
    }
  }
  close_part();
  if (clean.size() > kLongestName) {
    std::size_t cut = clean.size() - kLongestName;
    while ((static_cast<unsigned char>(clean[cut]) & 0xC0U) == 0x80U) ++cut;
    clean.erase(0, cut);
  }
  return clean.empty() ? "unnamed" : clean;
}

}  // namespace wenyuan::ingest
