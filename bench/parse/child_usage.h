#pragma once

#include <cstddef>

namespace wenyuan::bench {

struct Usage {
  double cpu_seconds = 0;
  std::size_t peak_bytes = 0;
};

// What all processes that this one started have used until now: those that live and those that
// ended and were waited for. Linux only.
Usage ChildUsage();

}  // namespace wenyuan::bench
