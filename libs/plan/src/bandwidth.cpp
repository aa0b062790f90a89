#include "wenyuan/plan/bandwidth.h"

#include <algorithm>
#include <atomic>
#include <barrier>
#include <cstdint>
#include <functional>
#include <thread>
#include <vector>

namespace wenyuan::plan {
namespace {

using Clock = std::chrono::steady_clock;

constexpr std::size_t kBufferBytes = std::size_t{64} << 20U;
constexpr std::size_t kMostBytes = std::size_t{1} << 30U;

// Keeps the compiler from leaving out what nobody looks at.
std::atomic<std::uint64_t> sink = 0;

// Four sums, so that adding does not wait for adding.
void ReadAll(const std::vector<double>& buffer) {
  const auto* words = reinterpret_cast<const std::uint64_t*>(buffer.data());
  std::uint64_t sums[4] = {};
  for (std::size_t i = 0; i + 4 <= buffer.size(); i += 4) {
    for (std::size_t j = 0; j < 4; ++j) sums[j] += words[i + j];
  }
  sink += sums[0] + sums[1] + sums[2] + sums[3];
}

void Triad(std::vector<double>& buffer) {
  const std::size_t third = buffer.size() / 3;
  double* a = buffer.data();
  const double* b = a + third;
  const double* c = b + third;
  for (std::size_t i = 0; i < third; ++i) a[i] = b[i] + 3 * c[i];
}

// The best rate of rounds in which all threads do the same.
double BestRate(std::vector<std::vector<double>>& buffers, Clock::duration time,
                const std::function<void(std::vector<double>&)>& work) {
  const std::size_t bytes = buffers.size() * buffers.front().size() * sizeof(double);
  double best = 0;
  bool more = true;
  const Clock::time_point end = Clock::now() + time;
  Clock::time_point begin = Clock::now();
  // Runs when all threads are there, so it may change what they all read.
  const auto between = [&]() noexcept {
    const Clock::time_point now = Clock::now();
    const double seconds = std::chrono::duration<double>(now - begin).count();
    if (seconds > 0) best = std::max(best, static_cast<double>(bytes) / seconds / 1e9);
    more = now < end;
    begin = now;
  };
  std::barrier together(static_cast<std::ptrdiff_t>(buffers.size()), between);
  std::vector<std::jthread> threads;
  threads.reserve(buffers.size());
  for (auto& buffer : buffers) {
    threads.emplace_back([&] {
      while (more) {
        work(buffer);
        together.arrive_and_wait();
      }
    });
  }
  threads.clear();
  return best;
}

}  // namespace

Bandwidth MeasureBandwidth(std::chrono::milliseconds time) {
  Bandwidth measured;
  measured.threads = std::max(1U, std::thread::hardware_concurrency());
  const std::size_t bytes = std::min(kBufferBytes, kMostBytes / measured.threads);
  std::vector<std::vector<double>> buffers(measured.threads);
  {
    std::vector<std::jthread> threads;  // each touches its own first, for the sake of NUMA
    for (auto& buffer : buffers) {
      threads.emplace_back([&buffer, bytes] { buffer.assign(bytes / sizeof(double), 1.0); });
    }
  }
  measured.read_gb_s = BestRate(buffers, time / 2, [](std::vector<double>& b) { ReadAll(b); });
  measured.triad_gb_s = BestRate(buffers, time / 2, Triad);
  return measured;
}

}  // namespace wenyuan::plan
