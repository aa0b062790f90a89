#pragma once

#include <memory>
#include <string>

#include "adapter_shelf.h"
#include "handles.h"
#include "wenyuan/base/result.h"
#include "wenyuan/llm_llama/text_model.h"
#include "wenyuan/serving/decoder.h"

namespace wenyuan::llm_llama {

struct DecoderSource {
  llama_model* model = nullptr;
  const AdapterShelf* adapters = nullptr;
  std::string fingerprint;  // of the file
  std::string processor;
  std::uint64_t device_bytes = 0;  // free on GPUs
  bool exact = false;              // weights as in the file: rows do not depend on their company
};

// See TextModel::MakeDecoder(). What `source` points to must outlive it.
Result<std::unique_ptr<serving::Decoder>> MakeLlamaDecoder(const DecoderSource& source,
                                                           const DecoderOptions& options);

}  // namespace wenyuan::llm_llama
