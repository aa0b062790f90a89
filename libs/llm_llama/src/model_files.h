#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

#include "wenyuan/base/result.h"

namespace wenyuan::llm_llama {

struct ModelFiles {
  std::vector<std::filesystem::path> parts;  // one, or "…-00001-of-00003.gguf" and those behind it
  std::uint64_t bytes = 0;                   // of all
};

// The files of a model by its first, each checked to be whole. kNotFound, kCorruption.
Result<ModelFiles> FindModelFiles(const std::filesystem::path& first);

// Tells models apart: a digest (hexadecimal) of sizes, of all that stands before the weights, and
// of some bytes of every weight. Milliseconds, where a digest of all would read gigabytes.
Result<std::string> FingerprintOf(const ModelFiles& files);

}  // namespace wenyuan::llm_llama
