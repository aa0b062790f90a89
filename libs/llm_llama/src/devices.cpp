#include "devices.h"

#include "rpc_reach.h"
#include "wenyuan/base/log.h"

namespace wenyuan::llm_llama {
namespace {

void Add(ggml_backend_dev_t device, Devices& devices) {
  std::size_t free = 0;
  std::size_t total = 0;
  ::ggml_backend_dev_memory(device, &free, &total);
  devices.free_bytes += free;
  devices.list.push_back(device);
  if (!devices.names.empty()) devices.names += ", ";
  devices.names += ::ggml_backend_dev_name(device);
}

Result<void> AddServer(const std::string& server, Devices& devices) {
  WY_CHECK(CheckReachable(server));
  const ggml_backend_reg_t rpc = ::ggml_backend_reg_by_name("RPC");
  using AddServerFunction = ggml_backend_reg_t (*)(const char*);
  const auto add = rpc == nullptr
                       ? nullptr
                       : reinterpret_cast<AddServerFunction>(::ggml_backend_reg_get_proc_address(
                             rpc, "ggml_backend_rpc_add_server"));
  if (add == nullptr) {
    return Error{
        ErrorCode::kUnsupported,
        "RPC servers need libggml-rpc.so beside libllama, and it is not there; build it with "
        "scripts/models/install_rpc",
        "使用 RPC 服务器需要在 libllama 旁放置 libggml-rpc.so，但没有找到；请运行 "
        "scripts/models/install_rpc"};
  }
  Log(LogLevel::kWarning, "an RPC server takes orders and data without a password or encryption",
      {{"server", server}, {"advice", "private networks only"}});
  const ggml_backend_reg_t added = add(server.c_str());
  if (added == nullptr || ::ggml_backend_reg_dev_count(added) == 0) {
    return Error{ErrorCode::kUnavailable, "the RPC server '" + server + "' does not answer",
                 "RPC 服务器“" + server + "”没有应答"};
  }
  for (std::size_t i = 0; i < ::ggml_backend_reg_dev_count(added); ++i) {
    Add(::ggml_backend_reg_dev_get(added, i), devices);
  }
  return {};
}

}  // namespace

Result<Devices> FindDevices(const TextModelOptions& options) {
  Devices devices;
  for (const std::string& server : options.rpc_servers) WY_CHECK(AddServer(server, devices));
  if (options.gpu_layers != 0U) {
    for (std::size_t i = 0; i < ::ggml_backend_dev_count(); ++i) {
      const ggml_backend_dev_t device = ::ggml_backend_dev_get(i);
      const auto type = ::ggml_backend_dev_type(device);
      if (type == GGML_BACKEND_DEVICE_TYPE_GPU || type == GGML_BACKEND_DEVICE_TYPE_IGPU) {
        Add(device, devices);
      }
    }
  }
  devices.list.push_back(nullptr);
  return devices;
}

}  // namespace wenyuan::llm_llama
