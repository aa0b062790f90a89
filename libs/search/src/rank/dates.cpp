#include "dates.h"

#include <chrono>
#include <cstdio>
#include <string>
#include <vector>

namespace wenyuan::search {
namespace {

using std::chrono::days;
using std::chrono::sys_days;

UnixMillis Millis(sys_days day) {
  return std::chrono::duration_cast<std::chrono::milliseconds>(day.time_since_epoch()).count();
}

std::optional<Period> Of(const std::vector<int>& parts) {
  using namespace std::chrono;
  if (parts.empty() || parts[0] < 1900 || parts[0] > 2199) return std::nullopt;
  const year the_year(parts[0]);
  if (parts.size() == 1) return Year(parts[0]);
  const month the_month(static_cast<unsigned>(parts[1]));
  if (!the_month.ok()) return std::nullopt;
  if (parts.size() == 2) {
    const sys_days first = the_year / the_month / 1;
    return Period{Millis(first), Millis(sys_days(the_year / the_month / last) + days(1))};
  }
  const year_month_day date = the_year / the_month / day(static_cast<unsigned>(parts[2]));
  if (!date.ok()) return std::nullopt;
  return Period{Millis(sys_days(date)), Millis(sys_days(date) + days(1))};
}

// What may stand behind the year, the month and the day.
bool Separates(std::string_view between, std::size_t part) {
  if (part < 2 && (between == "-" || between == "/" || between == ".")) return true;
  return between == (part == 0 ? "年" : part == 1 ? "月" : "日");
}

}  // namespace

std::optional<Period> ReadDate(std::string_view text) {
  const auto is_digit = [](char c) { return c >= '0' && c <= '9'; };
  const std::size_t first = text.find_first_not_of(" \t");
  if (first == std::string_view::npos) return std::nullopt;
  text = text.substr(first, text.find_last_not_of(" \t") - first + 1);
  std::vector<int> parts;
  std::size_t at = 0;
  while (at < text.size()) {
    std::size_t end = at;
    while (end < text.size() && is_digit(text[end])) ++end;
    const std::string digits(text.substr(at, end - at));
    if (digits.size() == 8 && parts.empty() && end == text.size()) {
      return Of({std::stoi(digits.substr(0, 4)), std::stoi(digits.substr(4, 2)),
                 std::stoi(digits.substr(6))});
    }
    const std::size_t most = parts.empty() ? 4 : 2;
    if (digits.empty() || digits.size() > most || parts.size() == 3) return std::nullopt;
    parts.push_back(std::stoi(digits));
    at = end;
    while (end < text.size() && !is_digit(text[end])) ++end;
    const std::string_view between = text.substr(at, end - at);
    const bool ends = end == text.size();
    if (!(ends && between.empty()) && !Separates(between, parts.size() - 1)) return std::nullopt;
    if (ends && (between == "-" || between == "/" || between == ".")) return std::nullopt;
    at = end;
  }
  return Of(parts);
}

Period Year(int year) {
  using namespace std::chrono;
  return {Millis(sys_days(std::chrono::year(year) / January / 1)),
          Millis(sys_days(std::chrono::year(year + 1) / January / 1))};
}

int YearOf(UnixMillis time) {
  using namespace std::chrono;
  const sys_days day = floor<days>(sys_time<milliseconds>(milliseconds(time)));
  return static_cast<int>(year_month_day(day).year());
}

std::string DayOf(UnixMillis time) {
  using namespace std::chrono;
  const year_month_day day(floor<days>(sys_time<milliseconds>(milliseconds(time))));
  char text[16];
  std::snprintf(text, sizeof text, "%04d-%02u-%02u", static_cast<int>(day.year()),
                static_cast<unsigned>(day.month()), static_cast<unsigned>(day.day()));
  return text;
}

}  // namespace wenyuan::search
