#pragma once

#include <cstdint>
#include <filesystem>
#include <string_view>
#include <vector>

#include "wenyuan/base/result.h"
#include "wenyuan/gguf/header.h"

namespace wenyuan::gguf {

// A model: one file, or several named NAME-00001-of-00004.gguf and so on.
struct ModelFile {
  struct Part {
    std::filesystem::path path;
    Header header;
  };
  std::vector<Part> parts;  // the first describes the model; never empty

  [[nodiscard]] const Header& header() const { return parts.front().header; }
  [[nodiscard]] std::uint64_t FileBytes() const;
  [[nodiscard]] std::size_t TensorCount() const;
};

// Reads and checks the header of every part; any part may be named. kNotFound when the file or one
// of its parts is missing, kCorruption when one is damaged or they do not belong together.
Result<ModelFile> OpenModel(const std::filesystem::path& path);

// The models of a folder by their .gguf files, of one in parts the first, sorted; what is named so
// and is none is among them. Of a file: itself. Empty where there is nothing.
std::vector<std::filesystem::path> ModelFilesAt(const std::filesystem::path& place);

// Whether libllama may be given this file: OpenModel, and it is the first part and has weights.
Result<void> CheckModel(const std::filesystem::path& path);

}  // namespace wenyuan::gguf
