#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace wenyuan::gguf {

// The number is the one in the file.
enum class ValueType : std::uint32_t {
  kUint8 = 0,
  kInt8 = 1,
  kUint16 = 2,
  kInt16 = 3,
  kUint32 = 4,
  kInt32 = 5,
  kFloat32 = 6,
  kBool = 7,
  kText = 8,
  kList = 9,
  kUint64 = 10,
  kInt64 = 11,
  kFloat64 = 12,
};
// "uint32", "text", …
std::string_view Name(ValueType type);

// One value, or a list of values of one type. Short lists of numbers are kept; of longer ones, and
// of lists of texts, only where they lie in the file. Of a very long text only its length is known.
struct Value {
  using Scalar =
      std::variant<std::monostate, std::uint64_t, std::int64_t, double, bool, std::string>;

  ValueType type = ValueType::kUint32;  // of the elements, for a list
  bool is_list = false;
  std::uint64_t count = 1;   // elements
  std::uint64_t offset = 0;  // in the file, of the first element (its length, for a text)
  std::uint64_t bytes = 0;   // in the file, of all elements
  Scalar scalar = {};
  std::vector<double> numbers = {};  // of a short list

  // The value as what it is asked for, or nothing where it is something else.
  [[nodiscard]] std::optional<std::uint64_t> AsCount() const;  // a whole number, not negative
  [[nodiscard]] std::optional<double> AsReal() const;          // any number
  [[nodiscard]] std::optional<bool> AsFlag() const;
  [[nodiscard]] std::optional<std::string_view> AsText() const;
};

}  // namespace wenyuan::gguf
