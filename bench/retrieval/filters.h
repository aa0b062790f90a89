#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string_view>

namespace wenyuan::bench {

// A share of the documents: scattered, or the run that begins at two fifths of them.
struct Filter {
  std::string_view name;  // as documents.txt and the runners have it
  std::size_t per_thousand;
  bool contiguous;

  [[nodiscard]] bool Holds(std::size_t document, std::size_t documents) const {
    if (contiguous) {
      const std::size_t first = documents * 2 / 5;
      return document >= first && document < first + documents * per_thousand / 1000;
    }
    // Fibonacci hashing: the high bits are as good as random.
    const std::uint64_t mixed = (document + 1) * 0x9E3779B97F4A7C15U;
    return ((mixed ^ mixed >> 29U) * 0xBF58476D1CE4E5B9U >> 32U) % 1000 < per_thousand;
  }
};

// Documents that only some may read, where an index is made with rights.
inline constexpr std::string_view kRestricted = "r";

inline constexpr std::array<Filter, 8> kFilters = {{{"s50", 500, false},
                                                    {"s10", 100, false},
                                                    {"s1", 10, false},
                                                    {"s.1", 1, false},
                                                    {"c50", 500, true},
                                                    {"c10", 100, true},
                                                    {"c1", 10, true},
                                                    {"c.1", 1, true}}};

}  // namespace wenyuan::bench
