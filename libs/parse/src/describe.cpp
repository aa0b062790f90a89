#include "describe.h"

#include <array>

#include "utf8.h"

namespace wenyuan::parse {
namespace {

constexpr std::size_t kLongestName = 120;

}  // namespace

std::string ShortName(std::string_view name) {
  std::string clean = CleanText(name);
  for (char& c : clean) {
    if (static_cast<unsigned char>(c) < 0x20 || c == 0x7F) c = ' ';
  }
  if (clean.size() <= kLongestName) return clean;
  std::size_t cut = kLongestName;
  while (!IsCharacterBoundary(clean, cut)) --cut;
  return clean.substr(0, cut) + "…";
}

std::string HumanBytes(std::size_t bytes) {
  constexpr std::array kUnits = {"bytes", "KB", "MB", "GB"};
  std::size_t unit = 0;
  std::size_t tenths = bytes * 10;
  while (tenths >= 10240 && unit + 1 < kUnits.size()) {
    tenths /= 1024;
    ++unit;
  }
  std::string text = std::to_string(tenths / 10);
  if (tenths % 10 != 0 && unit > 0) text += "." + std::to_string(tenths % 10);
  return text + " " + kUnits[unit];
}

}  // namespace wenyuan::parse
