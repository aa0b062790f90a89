#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "wenyuan/base/result.h"

namespace wenyuan::plan {

enum class DeviceKind { kGpu, kCpu, kBoard };

// A processor with its memory. GB are 10^9 bytes.
struct Device {
  std::string name;
  DeviceKind kind = DeviceKind::kGpu;
  std::optional<double> memory_gb;  // missing: whatever is put in
  double bandwidth_gb_s = 0;
  std::optional<double> half_tflops;  // of 16-bit numbers, dense
  std::optional<double> watts;
  bool recalled = false;  // a figure that was not confirmed
};

// Lines "name,kind,memory_gb,bandwidth_gb_s,half_tflops,watts,mark"; '#' begins a remark.
// kInvalidArgument, with the line.
Result<std::vector<Device>> ParseDevices(std::string_view text);

// The devices that the program knows; data/devices.csv.
const std::vector<Device>& Catalogue();

// The device that a name means: exactly, or the only one that contains it, in any case, with or
// without blanks.
// kNotFound, naming what there is; kInvalidArgument where several fit.
Result<Device> FindDevice(const std::vector<Device>& devices, std::string_view name);

}  // namespace wenyuan::plan
