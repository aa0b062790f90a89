#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "wenyuan/plan/device.h"
#include "wenyuan/plan/shape.h"

namespace wenyuan::plan {

enum class KvType { kF16, kQ8 };
enum class Split {
  kLayer,   // each device has some layers; a token passes through all of them
  kTensor,  // each device has a part of every matrix; all work at once
};

struct Demand {
  std::uint64_t context = 8'192;  // of every user, full
  std::uint64_t users = 1;
  KvType kv = KvType::kF16;
};

// Bytes of memory, and how they are spread over devices.
struct Memory {
  double weights = 0;
  double kv_per_token = 0;
  double kv = 0;       // of all users at full context
  double compute = 0;  // activations and logits of one step, on each device
  double reserve = 0;  // on each device: compute, the driver's own, and a margin
  double total = 0;
  double largest_device = 0;  // what the fullest device holds
  bool possible = true;       // false: heads cannot be shared out over so many devices
};

// Requires devices > 0. On a CPU weights are counted 1.15-fold: fast kernels keep a repacked copy
// of part of them.
Memory MemoryOf(const ModelLoad& load, const Demand& demand, DeviceKind kind, std::uint64_t devices,
                Split split);

// What the roofline gives, with factors fitted to published measurements.
struct Speed {
  double decode_per_user = 0;  // tokens a second, all users at full context
  double decode_total = 0;
  std::optional<double> prefill;              // missing where the device's arithmetic is unknown
  std::optional<double> first_token_seconds;  // of a prompt that fills the context, alone
  bool latency_bound = false;  // experts over several devices: measured 0.5 ms a layer
};
Speed SpeedOf(const ModelLoad& load, const Demand& demand, const Device& device,
              std::uint64_t devices, Split split);

// Users with a full context for whom the memory suffices; 0: it holds no one, or not the weights.
std::uint64_t MostUsers(const ModelLoad& load, const Demand& demand, const Device& device,
                        std::uint64_t devices, Split split);

// One way to run it: so many devices of one kind.
struct Placement {
  Device device;
  std::uint64_t devices = 1;
  Split split = Split::kLayer;
  Memory memory;
  Speed speed;
  std::uint64_t most_users = 0;
};

// For each device the fewest (1, 2, 4, 8, 16) that hold it, by layers and, where it is possible
// with more than one, by tensors; those that none of these numbers suffices for are left out.
std::vector<Placement> FittingPlacements(const ModelLoad& load, const Demand& demand,
                                         const std::vector<Device>& devices);

// kInvalidArgument for numbers that make no sense, saying which are allowed.
Result<void> CheckDemand(const Demand& demand, std::uint64_t devices);

}  // namespace wenyuan::plan
