#include "load_meter.h"

#include <sched.h>
#include <unistd.h>

#include <algorithm>
#include <cmath>
#include <fstream>
#include <sstream>
#include <string>
#include <thread>
#include <utility>

namespace wenyuan::serving {
namespace {

constexpr std::chrono::duration<double> kBetweenLooks{.5};
// After a rest the time since the last look tells who worked while we did not: the question was
// searched for, another program answered. A short look tells who works now: four ticks of proc(5).
constexpr std::chrono::milliseconds kShortLook{40};
constexpr double kWeightOfTheNewest = .5;

// Where this process may run: a container with its own set of processors sees all of the host's in
// proc(5), and those that it may not use are none of its business.
cpu_set_t OurProcessors() {
  cpu_set_t ours;
  CPU_ZERO(&ours);
  if (::sched_getaffinity(0, sizeof ours, &ours) != 0) CPU_SET(0, &ours);
  return ours;
}

}  // namespace

LoadMeter::LoadMeter(std::uint32_t most_threads)
    : most_(most_threads),
      threads_(most_threads),
      ticks_(Look()),
      looked_(std::chrono::steady_clock::now()) {}

LoadMeter::Ticks LoadMeter::Look() {
  Ticks ticks;
  const cpu_set_t ours = OurProcessors();
  std::ifstream all("/proc/stat");
  for (std::string line; std::getline(all, line) && line.starts_with("cpu");) {
    std::istringstream fields(line.substr(3));
    std::size_t processor = 0;
    if (line[3] == ' ' || !(fields >> processor)) continue;  // the first line is the sum of all
    if (processor >= CPU_SETSIZE || !CPU_ISSET(processor, &ours)) continue;
    // user, nice, system, idle, iowait, irq, softirq, steal
    for (int field = 0; field < 8; ++field) {
      double value = 0;
      fields >> value;
      if (field != 3 && field != 4) ticks.busy += value;
    }
  }
  std::ifstream own("/proc/self/stat");
  std::string word;
  std::string stat;
  std::getline(own, stat);
  std::istringstream fields(stat.substr(stat.rfind(')') + 1));
  for (int field = 0; field < 11; ++field) fields >> word;  // up to utime and stime
  for (int field = 0; field < 2; ++field) {
    double value = 0;
    fields >> value;
    ticks.own += value;
  }
  return ticks;
}

std::uint32_t LoadMeter::Threads() {
  if (most_ <= 1) return threads_;
  std::chrono::duration<double> passed = std::chrono::steady_clock::now() - looked_;
  if (passed < kBetweenLooks) return threads_;
  double weight = kWeightOfTheNewest;
  if (std::exchange(rested_, false)) {
    weight = 1;
    ticks_ = Look();
    looked_ = std::chrono::steady_clock::now();
    std::this_thread::sleep_for(kShortLook);
    passed = std::chrono::steady_clock::now() - looked_;
  }
  const Ticks ticks = Look();
  const double hertz = static_cast<double>(::sysconf(_SC_CLK_TCK));
  const double others = (ticks.busy - ticks_.busy - (ticks.own - ticks_.own)) / hertz;
  others_ += weight * (std::max(0., others / passed.count()) - others_);
  ticks_ = ticks;
  looked_ = std::chrono::steady_clock::now();
  const cpu_set_t ours = OurProcessors();
  const double cores = CPU_COUNT(&ours);
  const double idle = std::clamp(std::round(cores - others_), 1., static_cast<double>(most_));
  threads_ = static_cast<std::uint32_t>(idle);
  return threads_;
}

}  // namespace wenyuan::serving
