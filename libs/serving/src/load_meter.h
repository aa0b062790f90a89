#pragma once

#include <chrono>
#include <cstdint>

namespace wenyuan::serving {

// How many threads a step should use. The threads of ggml spin at every operator, so that one that
// has to wait for a core holds up all: with 2-4 other busy processes two threads were ten times
// slower than one. So no more than there are cores that others leave idle, of those that this
// process may use (sched_setaffinity(2), cpusets), by the processor time that was taken lately. One
// thread.
class LoadMeter {
 public:
  explicit LoadMeter(std::uint32_t most_threads);
  // Looks at the machine now and then; call it between steps.
  std::uint32_t Threads();
  // There is no step to take. The look after it measures anew, for 40 ms.
  void Rest() { rested_ = true; }

 private:
  // Processor time so far, in ticks of proc(5).
  struct Ticks {
    double busy = 0;  // of all processes, on our processors
    double own = 0;
  };
  static Ticks Look();

  std::uint32_t most_;
  std::uint32_t threads_;
  bool rested_ = false;
  double others_ = 0;  // cores that others keep busy, averaged
  Ticks ticks_;
  std::chrono::steady_clock::time_point looked_;
};

}  // namespace wenyuan::serving
