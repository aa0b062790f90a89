#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "wenyuan/base/clock.h"

namespace wenyuan::search {

// The milliseconds [begin, end) of a day, a month or a year (UTC).
struct Period {
  UnixMillis begin = 0;
  UnixMillis end = 0;
};

// 2024-12-31, 2024/12/31, 2024.12.31, 20241231, 2024年12月31日, 2024-12, 2024年12月, 2024, 2024年;
// white space around it is passed over. Nothing for what is no such date.
std::optional<Period> ReadDate(std::string_view text);

Period Year(int year);
int YearOf(UnixMillis time);
std::string DayOf(UnixMillis time);  // 2024-12-31

}  // namespace wenyuan::search
