#include "wenyuan/parse_kit/cell_format.h"

#include <algorithm>
#include <array>
#include <chrono>
#include <cmath>
#include <cstdio>

#include "wenyuan/parse_kit/strings.h"

namespace wenyuan::parse {
namespace {

std::string Printed(const char* format, double value) {
  std::array<char, 400> buffer{};
  std::snprintf(buffer.data(), buffer.size(), format, value);
  return buffer.data();
}

// Serial day 60 is 29 February 1900, which never was: days before it count from one day later.
std::string DateOf(long serial) {
  const long days = serial < 60 ? serial + 1 : serial;
  const std::chrono::sys_days day =
      std::chrono::sys_days(std::chrono::year(1899) / 12 / 30) + std::chrono::days(days);
  const std::chrono::year_month_day date(day);
  std::array<char, 40> buffer{};
  std::snprintf(buffer.data(), buffer.size(), "%04d-%02u-%02u", static_cast<int>(date.year()),
                static_cast<unsigned>(date.month()), static_cast<unsigned>(date.day()));
  return buffer.data();
}

std::string TimeOf(long seconds) {
  std::array<char, 40> buffer{};
  const long s = seconds % 60;
  if (s == 0) {
    std::snprintf(buffer.data(), buffer.size(), "%02ld:%02ld", seconds / 3600, seconds / 60 % 60);
  } else {
    std::snprintf(buffer.data(), buffer.size(), "%02ld:%02ld:%02ld", seconds / 3600,
                  seconds / 60 % 60, s);
  }
  return buffer.data();
}

}  // namespace

CellFormat CellFormat::FromCode(std::string_view code) {
  const std::string_view positive = code.substr(0, code.find(';'));
  bool date = false;
  bool time = false;
  bool percent = false;
  int decimals = 0;
  bool after_point = false;
  for (std::size_t i = 0; i < positive.size(); ++i) {
    const char c = static_cast<char>(positive[i] | 0x20);
    if (positive[i] == '"') {
      i = std::min(positive.find('"', i + 1), positive.size());
    } else if (positive[i] == '\\' || positive[i] == '_' || positive[i] == '*') {
      ++i;
    } else if (positive[i] == '[') {
      const std::size_t close = std::min(positive.find(']', i), positive.size());
      const char inside = i + 1 < positive.size() ? static_cast<char>(positive[i + 1] | 0x20) : ' ';
      const bool elapsed = close == i + 2 || close == i + 3;  // [h] or [mm]
      if (elapsed && (inside == 'h' || inside == 'm' || inside == 's')) time = true;
      i = close;
    } else if (c == 'y' || c == 'd') {
      date = true;
    } else if (c == 'h' || c == 's') {
      time = true;
    } else if (c == 'm' && !time) {
      // Minutes follow hours; else months.
      date = date || positive.find_first_of("hHsS", i) == std::string_view::npos ||
             positive.find_first_of("yYdD", i) != std::string_view::npos;
    } else if (positive[i] == '%') {
      percent = true;
    } else if (positive[i] == '.') {
      after_point = true;
    } else if (after_point && (positive[i] == '0' || positive[i] == '#')) {
      ++decimals;
    } else if (FindIgnoringCase(positive.substr(i, 7), "general") == 0) {
      return {};
    }
  }
  if (percent) return {Kind::kPercent, std::min(decimals, 15)};
  if (date && time) return {Kind::kDateTime, 0};
  if (date) return {Kind::kDate, 0};
  if (time) return {Kind::kTime, 0};
  return {};
}

CellFormat CellFormat::BuiltIn(int id) {
  if (id == 9) return {Kind::kPercent, 0};
  if (id == 10) return {Kind::kPercent, 2};
  if (id == 22) return {Kind::kDateTime, 0};
  if ((id >= 14 && id <= 17) || (id >= 27 && id <= 31) || (id >= 50 && id <= 58) || id == 36) {
    return {Kind::kDate, 0};
  }
  if ((id >= 18 && id <= 21) || (id >= 32 && id <= 35) || (id >= 45 && id <= 47)) {
    return {Kind::kTime, 0};
  }
  return {};
}

std::string CellFormat::Show(double value, int first_day) const {
  if (kind_ == Kind::kPercent && std::abs(value) < 1e15) {
    std::array<char, 400> buffer{};
    std::snprintf(buffer.data(), buffer.size(), "%.*f%%", decimals_, value * 100);
    return buffer.data();
  }
  const bool dated = kind_ != Kind::kGeneral && kind_ != Kind::kPercent;
  if (!dated || value < 0 || value > 2'958'465) return Printed("%.15g", value);
  long days = static_cast<long>(std::floor(value));
  long seconds = std::lround((value - std::floor(value)) * 86'400);
  if (kind_ == Kind::kTime) return TimeOf(days * 86'400 + seconds);
  if (seconds == 86'400) {
    seconds = 0;
    ++days;
  }
  const std::string date = DateOf(days + first_day);
  return kind_ == Kind::kDate || seconds == 0 ? date : date + " " + TimeOf(seconds);
}

}  // namespace wenyuan::parse
