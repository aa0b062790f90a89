#pragma once

#include <chrono>

namespace wenyuan::plan {

// What this machine's memory gives to all threads together, in 10^9 bytes a second.
struct Bandwidth {
  double read_gb_s = 0;   // what decoding does: reads
  double triad_gb_s = 0;  // STREAM's: a = b + s·c, counted as two reads and a write
  unsigned threads = 0;
};

// Measures for about that long, with buffers far beyond the caches (64 MiB a thread, at most 1 GiB
// together); the best of several rounds counts. Other work on the machine lowers it.
Bandwidth MeasureBandwidth(std::chrono::milliseconds time);

}  // namespace wenyuan::plan
