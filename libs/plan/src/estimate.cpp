#include "wenyuan/plan/estimate.h"

#include <algorithm>
#include <cmath>

namespace wenyuan::plan {
namespace {

constexpr double kGiga = 1e9;
constexpr double kStepTokens = 512;  // of a prompt that are computed together
// Each device keeps this free: 0.5 GB for the driver, at least 1 GB for one step.
constexpr double kGpuDriver = 0.5e9;
constexpr double kGpuStep = 1e9;
constexpr double kCpuReserve = 0.3e9;
constexpr double kRepacked = 1.15;

// Shares of the vendor's figures that programs reach, fitted to published runs of llama.cpp.
constexpr double kGpuBandwidth = 0.85;
constexpr double kCpuBandwidth = 0.6;
constexpr double kCpuBandwidthExperts = 0.5;
constexpr double kBoardBandwidth = 0.55;
constexpr double kDecodeArithmetic = 0.5;
constexpr double kPrefillArithmetic = 0.3;
// Seconds for starting the kernels of a layer; for adding up its halves over devices, twice.
constexpr double kGpuLayer = 0.05e-3;
constexpr double kAllReduce = 0.02e-3;
// Measured on 8 devices with experts, one user: whatever the bandwidth.
constexpr double kExpertLayer = 0.5e-3;

double Number(std::uint64_t number) { return static_cast<double>(number); }

double KvBytes(const ModelLoad& load, KvType type) {
  return load.kv_values_per_token * (type == KvType::kF16 ? 2.0 : 34.0 / 32);
}

double BandwidthShare(const ModelLoad& load, DeviceKind kind) {
  if (kind == DeviceKind::kGpu) return kGpuBandwidth;
  if (kind == DeviceKind::kBoard) return kBoardBandwidth;
  return load.expert_bytes > 0 ? kCpuBandwidthExperts : kCpuBandwidth;
}

}  // namespace

Result<void> CheckDemand(const Demand& demand, std::uint64_t devices) {
  const auto outside = [](const std::string& what, const std::string& what_zh, std::uint64_t most) {
    return Error{ErrorCode::kInvalidArgument, what + " must be 1 to " + std::to_string(most),
                 what_zh + "应为 1 到 " + std::to_string(most)};
  };
  constexpr std::uint64_t kMostContext = 16'777'216;
  constexpr std::uint64_t kMostUsers = 1'000'000;
  constexpr std::uint64_t kMostDevices = 1'024;
  if (demand.context == 0 || demand.context > kMostContext) {
    return outside("the context", "上下文长度", kMostContext);
  }
  if (demand.users == 0 || demand.users > kMostUsers) {
    return outside("the number of users", "用户数", kMostUsers);
  }
  if (devices == 0 || devices > kMostDevices) {
    return outside("the number of devices", "设备数", kMostDevices);
  }
  return {};
}

Memory MemoryOf(const ModelLoad& load, const Demand& demand, DeviceKind kind, std::uint64_t devices,
                Split split) {
  Memory memory;
  const bool gpu = kind == DeviceKind::kGpu;
  memory.weights = load.weight_bytes * (gpu ? 1 : kRepacked);
  memory.kv_per_token = KvBytes(load, demand.kv);
  memory.kv = Number(demand.users) * Number(demand.context) * memory.kv_per_token;
  memory.compute =
      Number(std::min<std::uint64_t>(demand.users, 512)) * Number(load.vocabulary) * 4 +
      kStepTokens * (Number(load.width) + Number(load.inner)) * 8;
  memory.reserve =
      gpu ? kGpuDriver + std::max(kGpuStep, memory.compute) : kCpuReserve + memory.compute;
  memory.total = memory.weights + memory.kv + Number(devices) * memory.reserve;
  if (devices == 1) {
    memory.largest_device = memory.total;
  } else if (split == Split::kLayer) {
    // The last device has the output too; whole layers cannot be halved.
    const double most = std::ceil(Number(load.layers) / Number(devices)) / Number(load.layers);
    const double layers = memory.weights - (load.embedding_bytes + load.output_bytes);
    memory.largest_device = layers * most + std::max(load.embedding_bytes, load.output_bytes) +
                            memory.kv * most + memory.reserve;
    memory.possible = devices <= load.layers;
  } else {
    // A latent row cannot be cut: every device has all of it.
    const double kv = load.latent ? memory.kv : memory.kv / Number(devices);
    memory.largest_device = memory.weights / Number(devices) + kv + memory.reserve;
    memory.possible = load.latent || load.kv_heads % devices == 0;
    if (load.latent) memory.total += memory.kv * (Number(devices) - 1);
  }
  return memory;
}

Speed SpeedOf(const ModelLoad& load, const Demand& demand, const Device& device,
              std::uint64_t devices, Split split) {
  Speed speed;
  const double batch = Number(demand.users);
  const double together = split == Split::kTensor ? Number(devices) : 1;
  const double read =
      load.StreamedBytes(batch) + batch * Number(demand.context) * KvBytes(load, demand.kv);
  const double bandwidth =
      BandwidthShare(load, device.kind) * device.bandwidth_gb_s * kGiga * together;
  double step = read / bandwidth;
  if (device.half_tflops) {
    const double arithmetic = kDecodeArithmetic * *device.half_tflops * 1e12 * together;
    step = std::max(step, 2 * load.active_parameters * batch / arithmetic);
  }
  double overhead = device.kind == DeviceKind::kGpu ? kGpuLayer : 0;
  if (split == Split::kTensor && devices > 1) overhead += 2 * kAllReduce;
  step += overhead * Number(load.layers);
  if (load.expert_bytes > 0 && devices > 1) {
    const double floor = kExpertLayer * Number(load.layers);
    speed.latency_bound = step < floor;
    step = std::max(step, floor);
  }
  speed.decode_per_user = 1 / step;
  speed.decode_total = batch / step;
  if (device.half_tflops) {
    speed.prefill =
        kPrefillArithmetic * *device.half_tflops * 1e12 * together / (2 * load.active_parameters);
    speed.first_token_seconds = Number(demand.context) / *speed.prefill;
  }
  return speed;
}

std::uint64_t MostUsers(const ModelLoad& load, const Demand& demand, const Device& device,
                        std::uint64_t devices, Split split) {
  if (!device.memory_gb) return 0;
  const double room = *device.memory_gb * kGiga;
  const auto fits = [&](std::uint64_t users) {
    Demand other = demand;
    other.users = users;
    const Memory memory = MemoryOf(load, other, device.kind, devices, split);
    return memory.possible && memory.largest_device <= room;
  };
  if (!fits(1)) return 0;
  std::uint64_t low = 1;
  std::uint64_t high = 1U << 24U;
  while (low + 1 < high) {
    const std::uint64_t middle = low + (high - low) / 2;
    (fits(middle) ? low : high) = middle;
  }
  return low;
}

std::vector<Placement> FittingPlacements(const ModelLoad& load, const Demand& demand,
                                         const std::vector<Device>& devices) {
  std::vector<Placement> placements;
  for (const Device& device : devices) {
    for (const Split split : {Split::kLayer, Split::kTensor}) {
      // Processors and boards are not coupled.
      const std::uint64_t most = device.kind == DeviceKind::kGpu ? 16 : 1;
      for (std::uint64_t count = split == Split::kTensor ? 2 : 1; count <= most; count *= 2) {
        const Memory memory = MemoryOf(load, demand, device.kind, count, split);
        const bool fits = memory.possible &&
                          (!device.memory_gb || memory.largest_device <= *device.memory_gb * kGiga);
        if (!fits) continue;
        placements.push_back({device, count, split, memory,
                              SpeedOf(load, demand, device, count, split),
                              MostUsers(load, demand, device, count, split)});
        break;
      }
    }
  }
  return placements;
}

}  // namespace wenyuan::plan
