#include "load_meter.h"

#include <algorithm>
#include <cmath>
#include <fstream>
#include <string>
#include <thread>

namespace wenyuan::serving {
namespace {

constexpr auto kBetweenLooks = std::chrono::milliseconds(100);
constexpr double kWeightOfTheNewest = .2;

// proc(5): the threads that run or could run now, ours among them; 0 when it cannot be read.
double Runnable() {
  std::ifstream file("/proc/stat");
  for (std::string word; file >> word;) {
    double count = 0;
    if (word == "procs_running" && file >> count) return count;
  }
  return 0;
}

}  // namespace

std::uint32_t LoadMeter::Threads() {
  const auto now = std::chrono::steady_clock::now();
  if (most_ <= 1 || now - looked_ < kBetweenLooks) return threads_;
  looked_ = now;
  const double others = std::max(0., Runnable() - 1);
  others_ += kWeightOfTheNewest * (others - others_);
  const double cores = std::max(1U, std::thread::hardware_concurrency());
  const double idle = std::clamp(std::round(cores - others_), 1., static_cast<double>(most_));
  threads_ = static_cast<std::uint32_t>(idle);
  return threads_;
}

}  // namespace wenyuan::serving
