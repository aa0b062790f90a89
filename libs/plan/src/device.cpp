#include "wenyuan/plan/device.h"

#include <algorithm>
#include <cassert>
#include <charconv>

#include "catalogue_text.h"
#include "plain_name.h"

namespace wenyuan::plan {
namespace {

constexpr std::size_t kFields = 7;

std::vector<std::string_view> Split(std::string_view line) {
  std::vector<std::string_view> fields;
  for (std::size_t at = 0; at <= line.size();) {
    const std::size_t comma = std::min(line.find(',', at), line.size());
    fields.push_back(line.substr(at, comma - at));
    at = comma + 1;
  }
  return fields;
}

// A positive number; nothing where the field is empty.
Result<std::optional<double>> NumberOf(std::string_view field) {
  if (field.empty()) return std::optional<double>();
  double number = 0;
  const auto end = std::from_chars(field.data(), field.data() + field.size(), number);
  if (end.ec != std::errc() || end.ptr != field.data() + field.size() || !(number > 0)) {
    return Error{ErrorCode::kInvalidArgument, "'" + std::string(field) + "' is no positive number",
                 "“" + std::string(field) + "”不是正数"};
  }
  return std::optional(number);
}

Result<Device> ParseDevice(std::string_view line) {
  const std::vector<std::string_view> fields = Split(line);
  if (fields.size() != kFields || fields[0].empty()) {
    return Error{ErrorCode::kInvalidArgument, "a device has seven fields and a name",
                 "每个设备应有名称和七个字段"};
  }
  Device device;
  device.name = fields[0];
  if (fields[1] == "gpu") {
    device.kind = DeviceKind::kGpu;
  } else if (fields[1] == "cpu" || fields[1] == "board") {
    device.kind = fields[1] == "cpu" ? DeviceKind::kCpu : DeviceKind::kBoard;
  } else {
    return Error{ErrorCode::kInvalidArgument, "a device is a gpu, a cpu or a board",
                 "设备类型只能是 gpu、cpu 或 board"};
  }
  WY_TRY(device.memory_gb, NumberOf(fields[2]));
  WY_TRY(const auto bandwidth, NumberOf(fields[3]));
  if (!bandwidth) {
    return Error{ErrorCode::kInvalidArgument, "a device needs a bandwidth", "设备必须有内存带宽"};
  }
  device.bandwidth_gb_s = *bandwidth;
  WY_TRY(device.half_tflops, NumberOf(fields[4]));
  WY_TRY(device.watts, NumberOf(fields[5]));
  device.recalled = fields[6] != "-";
  return device;
}

}  // namespace

Result<std::vector<Device>> ParseDevices(std::string_view text) {
  std::vector<Device> devices;
  std::size_t number = 0;
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t end = std::min(text.find('\n', at), text.size());
    std::string_view line = text.substr(at, end - at);
    at = end + 1;
    ++number;
    if (line.ends_with('\r')) line.remove_suffix(1);
    if (line.empty() || line.front() == '#') continue;
    auto device = ParseDevice(line);
    if (!device) {
      return Error{device.error().code,
                   "line " + std::to_string(number) + ": " + device.error().message,
                   "第 " + std::to_string(number) + " 行：" + device.error().message_zh};
    }
    devices.push_back(*std::move(device));
  }
  return devices;
}

const std::vector<Device>& Catalogue() {
  static const std::vector<Device> devices = [] {
    auto parsed = ParseDevices(CatalogueText());
    assert(parsed.has_value());
    return *std::move(parsed);
  }();
  return devices;
}

Result<Device> FindDevice(const std::vector<Device>& devices, std::string_view name) {
  const std::string wanted = PlainName(name);
  std::vector<const Device*> fitting;
  std::string all;
  for (const Device& device : devices) {
    if (PlainName(device.name) == wanted) return device;
    if (!wanted.empty() && PlainName(device.name).find(wanted) != std::string::npos) {
      fitting.push_back(&device);
    }
    all += (all.empty() ? "" : ", ") + device.name;
  }
  if (fitting.size() == 1) return *fitting.front();
  if (fitting.empty()) {
    return Error{ErrorCode::kNotFound,
                 "there is no device '" + std::string(name) + "'; known are " + all,
                 "没有设备“" + std::string(name) + "”；已知设备：" + all};
  }
  std::string some;
  for (const Device* device : fitting) some += (some.empty() ? "" : ", ") + device->name;
  return Error{ErrorCode::kInvalidArgument,
               "'" + std::string(name) + "' may be " + some + "; name one of them",
               "“" + std::string(name) + "”可能是 " + some + "；请写明其中之一"};
}

}  // namespace wenyuan::plan
