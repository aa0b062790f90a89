#include "wenyuan/gguf/tensor_type.h"

#include <algorithm>
#include <array>

namespace wenyuan::gguf {
namespace {

constexpr TensorTypeInfo Type(std::uint32_t number, std::string_view name, std::uint32_t values,
                              std::uint32_t bytes) {
  return {static_cast<TensorType>(number), name, values, bytes};
}

// Q8_1 and Q8_K are left out: they hold what is computed, never what is stored.
constexpr std::array kTypes = {
    Type(0, "F32", 1, 4),         Type(1, "F16", 1, 2),         Type(2, "Q4_0", 32, 18),
    Type(3, "Q4_1", 32, 20),      Type(6, "Q5_0", 32, 22),      Type(7, "Q5_1", 32, 24),
    Type(8, "Q8_0", 32, 34),      Type(10, "Q2_K", 256, 84),    Type(11, "Q3_K", 256, 110),
    Type(12, "Q4_K", 256, 144),   Type(13, "Q5_K", 256, 176),   Type(14, "Q6_K", 256, 210),
    Type(16, "IQ2_XXS", 256, 66), Type(17, "IQ2_XS", 256, 74),  Type(18, "IQ3_XXS", 256, 98),
    Type(19, "IQ1_S", 256, 50),   Type(20, "IQ4_NL", 32, 18),   Type(21, "IQ3_S", 256, 110),
    Type(22, "IQ2_S", 256, 82),   Type(23, "IQ4_XS", 256, 136), Type(24, "I8", 1, 1),
    Type(25, "I16", 1, 2),        Type(26, "I32", 1, 4),        Type(27, "I64", 1, 8),
    Type(28, "F64", 1, 8),        Type(29, "IQ1_M", 256, 56),   Type(30, "BF16", 1, 2),
    Type(34, "TQ1_0", 256, 54),   Type(35, "TQ2_0", 256, 66),   Type(39, "MXFP4", 32, 17),
    Type(40, "NVFP4", 64, 36),    Type(41, "Q1_0", 128, 18),    Type(42, "Q2_0", 64, 18)};

char Upper(char c) { return c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c; }

}  // namespace

std::span<const TensorTypeInfo> TensorTypes() { return kTypes; }

const TensorTypeInfo* FindTensorType(std::uint32_t number) {
  const auto found = std::find_if(kTypes.begin(), kTypes.end(), [number](const auto& type) {
    return static_cast<std::uint32_t>(type.type) == number;
  });
  return found == kTypes.end() ? nullptr : &*found;
}

const TensorTypeInfo* FindTensorType(std::string_view name) {
  const auto found = std::find_if(kTypes.begin(), kTypes.end(), [name](const auto& type) {
    return std::equal(name.begin(), name.end(), type.name.begin(), type.name.end(),
                      [](char left, char right) { return Upper(left) == right; });
  });
  return found == kTypes.end() ? nullptr : &*found;
}

}  // namespace wenyuan::gguf
