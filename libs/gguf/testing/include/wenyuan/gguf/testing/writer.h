#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include "wenyuan/gguf/tensor_type.h"

namespace wenyuan::gguf::testing {

// Makes GGUF files, whole ones. Keys and tensors keep the order in which they are added.
class Writer {
 public:
  Writer() = default;
  explicit Writer(std::string_view architecture) { Text("general.architecture", architecture); }

  Writer& Text(std::string_view key, std::string_view value);
  Writer& Number(std::string_view key, std::uint32_t value);
  Writer& Real(std::string_view key, float value);
  Writer& Flag(std::string_view key, bool value);
  Writer& Texts(std::string_view key, const std::vector<std::string>& values);
  Writer& Integers(std::string_view key, const std::vector<std::int32_t>& values);
  Writer& Reals(std::string_view key, const std::vector<float>& values);
  // What lies together in memory comes first in `shape`.
  Writer& Tensor(std::string_view name, const std::vector<std::uint64_t>& shape, TensorType type,
                 std::string bytes);

  [[nodiscard]] std::string Bytes() const;
  // Throws when that fails, as tests want it.
  void Write(const std::filesystem::path& path) const;

 private:
  void Key(std::string_view key, std::uint32_t type);

  std::string entries_;
  std::uint64_t entry_count_ = 0;
  std::string directory_;
  std::uint64_t tensor_count_ = 0;
  std::string data_;
};

}  // namespace wenyuan::gguf::testing
