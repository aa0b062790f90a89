#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string_view>

namespace wenyuan::gguf {

// How the numbers of a tensor are stored. The value is ggml's own number, as it stands in a file.
enum class TensorType : std::uint32_t {
  kF32 = 0,
  kF16 = 1,
  kQ4_0 = 2,
  kQ8_0 = 8,
  kQ4_K = 12,
  kQ6_K = 14,
  kBf16 = 30,
};

// So many numbers always lie together in so many bytes.
struct TensorTypeInfo {
  TensorType type;
  std::string_view name;  // as ggml has it, in capitals: "Q4_K"
  std::uint32_t block_values;
  std::uint32_t block_bytes;

  [[nodiscard]] double BitsPerValue() const { return 8.0 * block_bytes / block_values; }
};

// All that may stand in a file that libllama 0.5.0 reads, by number.
std::span<const TensorTypeInfo> TensorTypes();

// nullptr for a number that means nothing, or no longer.
const TensorTypeInfo* FindTensorType(std::uint32_t number);
// By name, in any case ("q8_0"). nullptr when there is none.
const TensorTypeInfo* FindTensorType(std::string_view name);

}  // namespace wenyuan::gguf
