#include "adapter_shelf.h"

#include "fingerprint.h"
#include "library.h"
#include "wenyuan/gguf/model_file.h"

namespace wenyuan::llm_llama {
namespace {

Error Unknown(const std::string& name) {
  return {ErrorCode::kNotFound, "no adapter '" + name + "' is loaded",
          "没有加载名为“" + name + "”的适配器"};
}

}  // namespace

Result<void> AdapterShelf::Load(llama_model& model, const Adapter& adapter) {
  WY_TRY(const gguf::ModelFile file, gguf::OpenModel(adapter.file));
  WY_TRY(std::string id, FingerprintOf(file));
  const std::lock_guard lock(mutex_);
  if (adapter.name.empty()) {
    return Error{ErrorCode::kInvalidArgument, "an adapter needs a name", "适配器需要名称"};
  }
  if (entries_.contains(adapter.name)) {
    return Error{ErrorCode::kConflict, "there is an adapter '" + adapter.name + "' already",
                 "已存在名为“" + adapter.name + "”的适配器"};
  }
  TakeComplaint();
  AdapterHandle loaded(::llama_adapter_lora_init(&model, adapter.file.c_str()));
  if (loaded == nullptr) {
    const std::string complaint = TakeComplaint();
    return Error{ErrorCode::kInvalidArgument,
                 "'" + adapter.file.string() + "' is no LoRA adapter for this model: " + complaint,
                 "“" + adapter.file.string() + "”不是适用于此模型的 LoRA 适配器：" + complaint};
  }
  entries_[adapter.name] = {{adapter.name, adapter.file, std::move(id)}, std::move(loaded)};
  return {};
}

Result<void> AdapterShelf::Unload(const std::string& name) {
  const std::lock_guard lock(mutex_);
  if (entries_.erase(name) == 0) return Unknown(name);
  return {};
}

Result<AdapterShelf::Loaded> AdapterShelf::Find(const std::string& id) const {
  const std::lock_guard lock(mutex_);
  for (const auto& [name, entry] : entries_) {
    if (entry.adapter.id == id) return entry.loaded;
  }
  return Error{ErrorCode::kNotFound, "the adapter " + id + " is not loaded",
               "适配器 " + id + " 未加载"};
}

std::vector<Adapter> AdapterShelf::List() const {
  const std::lock_guard lock(mutex_);
  std::vector<Adapter> list;
  for (const auto& [name, entry] : entries_) list.push_back(entry.adapter);
  return list;
}

}  // namespace wenyuan::llm_llama
