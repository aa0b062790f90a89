#include "source_name.h"

#include "wenyuan/text/utf8.h"

namespace wenyuan::ingest {
namespace {

constexpr std::size_t kLongestName = 1'024;

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
  for (const char c : repaired) {
    const auto byte = static_cast<unsigned char>(c);
    if (c == '/' || c == '\\') {
      close_part();
    } else if (byte >= 0x20 && byte != 0x7F) {
      part += c;
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
