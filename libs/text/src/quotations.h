#pragma once

#include <cstddef>
#include <string_view>
#include <vector>

namespace wenyuan::text {

// The bytes between two quotation marks.
struct Quotation {
  std::size_t begin = 0;
  std::size_t end = 0;
};

// What stands in “…”, "…", 「…」 or 『…』, in order; nothing for a mark that is not closed.
std::vector<Quotation> FindQuotations(std::string_view question);

}  // namespace wenyuan::text
