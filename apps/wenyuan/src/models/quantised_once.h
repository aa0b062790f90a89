#pragma once

#include <filesystem>
#include <functional>
#include <string>

#include "wenyuan/base/result.h"

namespace wenyuan::app {

struct QuantiseOnceOptions {
  std::string quantisation;       // of the environment: "bf16", "int8", "4bit"; empty: nothing
  std::filesystem::path folder;   // where what was made is kept
  std::filesystem::path program;  // wenyuan-model
};

// Finds a model's file as `find` does; where it has clearly more bits than QUANTIZATION asks for, a
// copy with fewer is made once, in the background, named after the SHA-256 of the source and the
// mix. kUnavailable, with how far it is, while that goes on; where it fails, the source. The log
// says each of these. One thread calls it; work that goes on ends with the last copy of it.
std::function<Result<std::filesystem::path>()> QuantisedOnce(
    std::function<Result<std::filesystem::path>()> find, QuantiseOnceOptions options);

}  // namespace wenyuan::app
