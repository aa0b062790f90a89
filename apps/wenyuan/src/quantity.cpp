#include "quantity.h"

#include <array>
#include <charconv>
#include <cmath>
#include <span>
#include <string_view>

namespace wenyuan::app {
namespace {

std::string Scaled(double number, std::span<const std::string_view> units) {
  std::size_t unit = 0;
  while (unit + 1 < units.size() && number >= 999.5) {
    number /= 1000;
    ++unit;
  }
  const int digits = unit == 0 || number >= 99.95 ? 0 : number >= 9.995 ? 1 : 2;
  return FormatDecimal(number, digits) + std::string(units[unit]);
}

}  // namespace

std::string FormatDecimal(double number, int digits) {
  std::array<char, 400> text{};
  const auto end = std::to_chars(text.data(), text.data() + text.size(), number,
                                 std::chars_format::fixed, digits);
  return {text.data(), end.ptr};
}

std::string FormatBytes(double bytes) {
  static constexpr std::array<std::string_view, 5> kUnits = {" B", " kB", " MB", " GB", " TB"};
  return Scaled(bytes, kUnits);
}

std::string FormatCount(double count) {
  static constexpr std::array<std::string_view, 5> kUnits = {"", "K", "M", "B", "T"};
  return Scaled(count, kUnits);
}

std::string FormatShare(double part, double whole) {
  if (whole <= 0) return "-";
  return FormatDecimal(100 * part / whole, 1) + " %";
}

std::uint64_t Whole(double number) { return static_cast<std::uint64_t>(std::llround(number)); }

}  // namespace wenyuan::app
