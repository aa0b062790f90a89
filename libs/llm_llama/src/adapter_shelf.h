#pragma once

#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

#include "handles.h"
#include "wenyuan/base/result.h"
#include "wenyuan/llm_llama/text_model.h"

namespace wenyuan::llm_llama {

// LoRA adapters of one model by name, found by what is in them. Any thread.
class AdapterShelf {
 public:
  // Shared with the decoders that use it: unloading waits for none of them.
  using Loaded = std::shared_ptr<llama_adapter_lora>;

  Result<void> Load(llama_model& model, const Adapter& adapter);
  Result<void> Unload(const std::string& name);
  [[nodiscard]] Result<Loaded> Find(const std::string& id) const;
  [[nodiscard]] std::vector<Adapter> List() const;

 private:
  struct Entry {
    Adapter adapter;
    Loaded loaded;
  };
  mutable std::mutex mutex_;
  std::map<std::string, Entry> entries_;
};

}  // namespace wenyuan::llm_llama
