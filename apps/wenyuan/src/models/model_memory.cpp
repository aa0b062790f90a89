#include "model_memory.h"

#include <algorithm>
#include <fstream>
#include <limits>
#include <sstream>
#include <string>

#include "../quantity.h"
#include "model_files.h"
#include "wenyuan/plan/estimate.h"
#include "wenyuan/plan/shape.h"

namespace wenyuan::app {
namespace {

constexpr double kRepacked = 1.15;  // as plan counts it
constexpr std::uint64_t kLogitBytes = 4;
constexpr std::uint64_t kProgramBytes = std::uint64_t{64} << 20U;

// "MemAvailable:  123 kB" in a file of /proc.
std::uint64_t KilobytesIn(const std::string& path, std::string_view name) {
  std::ifstream file(path);
  for (std::string line; std::getline(file, line);) {
    if (!line.starts_with(name)) continue;
    std::istringstream rest(line.substr(name.size()));
    std::uint64_t number = 0;
    rest >> number;
    return number << 10U;
  }
  return 0;
}

// The number in a file of the control group; nothing where there is none, or no limit.
std::uint64_t NumberIn(const char* path, std::uint64_t otherwise) {
  std::ifstream file(path);
  std::uint64_t number = 0;
  return file >> number ? number : otherwise;
}

std::string Bytes(std::uint64_t bytes) { return FormatBytes(static_cast<double>(bytes)); }

}  // namespace

api::ModelMemory MemoryOf(const gguf::ModelFacts& facts, const Config& config) {
  api::ModelMemory memory;
  const auto load = plan::LoadOf(facts);
  if (KindOf(facts) == ModelKind::kGenerator && load) {
    plan::Demand demand;
    demand.context = config.generator.context_tokens;
    const plan::Memory planned =
        plan::MemoryOf(*load, demand, plan::DeviceKind::kCpu, 1, plan::Split::kLayer);
    memory.weights = static_cast<std::uint64_t>(planned.weights);
    memory.cells = static_cast<std::uint64_t>(planned.kv);
    memory.work = static_cast<std::uint64_t>(planned.reserve);
    return memory;
  }
  memory.weights = static_cast<std::uint64_t>(static_cast<double>(facts.weight_bytes) * kRepacked);
  const std::uint64_t vocabulary = facts.tokenizer ? facts.tokenizer->size : 0;
  // The library keeps a row of logits for each token, though an embedder has none.
  memory.work = kProgramBytes + vocabulary * kLogitBytes * config.embedder_max_tokens;
  return memory;
}

MachineMemory LookAtMemory(const Config& config, std::uint64_t promised, std::uint64_t returned) {
  MachineMemory memory;
  memory.total = KilobytesIn("/proc/meminfo", "MemTotal:");
  memory.available = KilobytesIn("/proc/meminfo", "MemAvailable:") + returned;
  constexpr auto kNone = std::numeric_limits<std::uint64_t>::max();
  const auto limit_all = [&](std::uint64_t limit, std::uint64_t used) {
    if (limit == kNone) return;
    memory.total = std::min(memory.total, limit);
    memory.available = std::min(memory.available, limit - std::min(limit, used));
  };
  limit_all(NumberIn("/sys/fs/cgroup/memory.max", kNone),
            NumberIn("/sys/fs/cgroup/memory.current", returned) - returned);
  if (config.model_memory_mib > 0) limit_all(config.model_memory_mib << 20U, promised);
  return memory;
}

std::uint64_t ResidentBytes(pid_t pid) {
  return pid <= 0 ? 0 : KilobytesIn("/proc/" + std::to_string(pid) + "/status", "VmRSS:");
}

Result<void> CheckRoom(const std::string& file, const api::ModelMemory& needed,
                       std::uint64_t available, std::uint64_t available_then, bool stop_first) {
  const std::uint64_t all = needed.All();
  if (all <= (stop_first ? std::max(available, available_then) : available)) return {};
  const std::string what = "'" + file + "' needs " + Bytes(all) + " of memory (weights " +
                           Bytes(needed.weights) + ", cells " + Bytes(needed.cells) + ", work " +
                           Bytes(needed.work) + "), and " + Bytes(available) + " are free";
  const std::string what_zh = "“" + file + "”需要内存 " + Bytes(all) + "（权重 " +
                              Bytes(needed.weights) + "，键值缓存 " + Bytes(needed.cells) +
                              "，计算 " + Bytes(needed.work) + "），目前可用 " + Bytes(available);
  if (!stop_first && all <= available_then) {
    return Error{ErrorCode::kConflict,
                 what + "; without the model in use it would be " + Bytes(available_then) +
                     ": stop that first (--stop-first), then there is none for a moment",
                 what_zh + "；停用当前模型后可用 " + Bytes(available_then) +
                     "：可先停用它（--stop-first），其间暂时没有模型"};
  }
  return Error{ErrorCode::kResourceExhausted,
               what +
                   "; take a smaller one, a stronger quantisation, or lower "
                   "models.generator_context",
               what_zh + "；请选用更小的模型或更低位的量化，或调低 models.generator_context"};
}

}  // namespace wenyuan::app
