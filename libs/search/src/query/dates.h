#pragma once

#include <optional>
#include <string_view>

#include "wenyuan/base/clock.h"

namespace wenyuan::search {

// When a year, month or day begins in UTC: 2024, 2024-06, 2024/6/1, 2024年6月1日. Nothing for what
// is no date.
std::optional<UnixMillis> BeginningOf(std::string_view date);

}  // namespace wenyuan::search
