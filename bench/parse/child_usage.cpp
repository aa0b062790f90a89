#include "child_usage.h"

#include <sys/resource.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <string>

namespace wenyuan::bench {
namespace {

double Seconds(const timeval& time) {
  return static_cast<double>(time.tv_sec) + static_cast<double>(time.tv_usec) * 1e-6;
}

void AddLiving(const std::string& process, Usage& usage) {
  double nanoseconds = 0;
  std::ifstream(process + "/schedstat") >> nanoseconds;
  usage.cpu_seconds += nanoseconds * 1e-9;
  std::ifstream status(process + "/status");
  for (std::string word; status >> word;) {
    if (word != "VmHWM:") continue;
    std::size_t kilobytes = 0;
    status >> kilobytes;
    usage.peak_bytes = std::max(usage.peak_bytes, kilobytes << 10U);
  }
}

}  // namespace

Usage ChildUsage() {
  rusage ended{};
  ::getrusage(RUSAGE_CHILDREN, &ended);
  Usage usage{Seconds(ended.ru_utime) + Seconds(ended.ru_stime),
              static_cast<std::size_t>(ended.ru_maxrss) << 10U};
  for (const auto& task : std::filesystem::directory_iterator("/proc/self/task")) {
    std::ifstream children(task.path() / "children");
    for (std::string id; children >> id;) AddLiving("/proc/" + id, usage);
  }
  return usage;
}

}  // namespace wenyuan::bench
