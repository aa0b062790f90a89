#include "dates.h"

#include <charconv>
#include <chrono>
#include <string>
#include <vector>

namespace wenyuan::search {
namespace {

// The numbers between signs; nothing where there is anything else.
std::optional<std::vector<unsigned>> Numbers(std::string_view date) {
  std::vector<unsigned> numbers;
  while (!date.empty()) {
    unsigned number = 0;
    const auto [end, error] = std::from_chars(date.data(), date.data() + date.size(), number);
    if (error != std::errc() || numbers.size() == 3) return std::nullopt;
    numbers.push_back(number);
    date.remove_prefix(static_cast<std::size_t>(end - date.data()));
    for (const std::string_view sign : {"-", "/", ".", "年", "月", "日", "号"}) {
      if (!date.starts_with(sign)) continue;
      date.remove_prefix(sign.size());
      if (date.empty() && sign.size() == 1) return std::nullopt;  // 2024-
      break;
    }
  }
  return numbers;
}

}  // namespace

std::optional<UnixMillis> BeginningOf(std::string_view date) {
  const auto numbers = Numbers(date);
  if (!numbers || numbers->empty()) return std::nullopt;
  const auto part = [&](std::size_t i) { return i < numbers->size() ? (*numbers)[i] : 1; };
  if (part(0) < 1000 || part(0) > 9999) return std::nullopt;
  const std::chrono::year_month_day day{std::chrono::year(static_cast<int>(part(0))),
                                        std::chrono::month(part(1)), std::chrono::day(part(2))};
  if (!day.ok()) return std::nullopt;
  const auto time = std::chrono::sys_days(day).time_since_epoch();
  return std::chrono::duration_cast<std::chrono::milliseconds>(time).count();
}

}  // namespace wenyuan::search
