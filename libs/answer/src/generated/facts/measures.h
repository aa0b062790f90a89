#pragma once

#include <cstddef>
#include <string_view>

#include "folded.h"

namespace wenyuan::answer {

// What a number counts or measures, as far as it can be told apart.
struct Measure {
  std::string_view
      dimension;        // "metre", "dollar"; "each": things counted; empty: none stands there
  double factor = 1;    // to the first unit of the dimension
  std::size_t end = 0;  // behind it
};

// The unit at `at`, a blank or a hyphen before it included: "公里", " km", "个百分点".
Measure MeasureAt(const Folded& text, std::size_t at);
// The unit that ends at `end`: "$", "人民币", "rmb ".
Measure MeasureBefore(const Folded& text, std::size_t end);

}  // namespace wenyuan::answer
