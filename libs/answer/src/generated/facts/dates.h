#pragma once

#include <cstddef>
#include <optional>

#include "folded.h"

namespace wenyuan::answer {

struct DateAt {
  int year = 0;
  int month = 0;
  int day = 0;
  std::size_t end = 0;  // behind it
};

// "2025年3月1日", "二〇二五年", "2025-03-01", "March 1, 2025", "1 March", "3月1日".
std::optional<DateAt> ReadDate(const Folded& text, std::size_t at);

}  // namespace wenyuan::answer
