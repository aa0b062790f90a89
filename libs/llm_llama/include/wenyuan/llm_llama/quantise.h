#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <map>
#include <string>
#include <vector>

#include "wenyuan/base/result.h"
#include "wenyuan/gguf/facts.h"
#include "wenyuan/llm_llama/mix.h"

namespace wenyuan::llm_llama {

// How much each column of a matrix matters: the mean square of what it is multiplied with. Of a
// matrix for each expert or head one row after the other.
using Importance = std::map<std::string, std::vector<float>>;

struct PlannedTensor {
  std::string name;
  gguf::TensorClass tensor_class = gguf::TensorClass::kOther;
  const gguf::TensorTypeInfo* from = nullptr;
  const gguf::TensorTypeInfo* to = nullptr;
  std::uint64_t values = 0;
  std::uint64_t bytes_before = 0;
  std::uint64_t bytes_after = 0;
};

struct QuantisationPlan {
  std::vector<PlannedTensor> tensors;
  std::uint64_t file_bytes_before = 0;
  std::uint64_t file_bytes_after = 0;  // at most; a few kilobytes less where the source is split
  // The source was rounded already where it will be rounded again: what it lost does not come back.
  bool again = false;
};

// What Quantise() would write, from the header of the source alone. Rows that do not divide into a
// type's blocks get a neighbouring type, as the library has it. kNotFound, kCorruption;
// kUnsupported for an architecture that the library does not know.
Result<QuantisationPlan> PlanQuantisation(const std::filesystem::path& source, const Mix& mix);

struct QuantiseOptions {
  std::filesystem::path source;  // the first, where it is split
  std::filesystem::path target;  // one file
  Mix mix;
  Importance importance;  // empty: all columns alike
  bool replace = false;   // a target that is there
  std::uint32_t threads = 1;
  // Bytes written and bytes in all, some times a second, from a thread of its own.
  std::function<void(std::uint64_t, std::uint64_t)> progress;
  // Told the name under which the target is written before it is whole; who ends the process in
  // between removes it.
  std::function<void(const std::filesystem::path&)> writes;
};

// Writes the target under a passing name, checks it (CheckModel, and every tensor has the planned
// type and the source's shape), makes it durable and only then gives it its name. The passing name
// does not end in ".gguf"; what a killed process left under it is overwritten. kConflict when the
// target is there or being written; kResourceExhausted when the disk has no room, before writing.
Result<QuantisationPlan> Quantise(const QuantiseOptions& options);

struct ImportanceOptions {
  std::filesystem::path model;
  std::uint64_t most_tokens = 16'384;  // of the text; what follows is not read
  std::uint32_t threads = 1;
  std::function<void(std::uint64_t, std::uint64_t)> progress;  // tokens
};

// Reads a text with a model and notes what its matrices are multiplied with. Requires UTF-8.
// kInvalidArgument for a text of less than a page.
Result<Importance> MeasureImportance(const ImportanceOptions& options, const std::string& text);

}  // namespace wenyuan::llm_llama
