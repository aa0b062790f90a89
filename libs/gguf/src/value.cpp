#include "wenyuan/gguf/value.h"

namespace wenyuan::gguf {

std::string_view Name(ValueType type) {
  switch (type) {
    case ValueType::kUint8:
      return "uint8";
    case ValueType::kInt8:
      return "int8";
    case ValueType::kUint16:
      return "uint16";
    case ValueType::kInt16:
      return "int16";
    case ValueType::kUint32:
      return "uint32";
    case ValueType::kInt32:
      return "int32";
    case ValueType::kFloat32:
      return "float32";
    case ValueType::kBool:
      return "bool";
    case ValueType::kText:
      return "text";
    case ValueType::kList:
      return "list";
    case ValueType::kUint64:
      return "uint64";
    case ValueType::kInt64:
      return "int64";
    case ValueType::kFloat64:
      return "float64";
  }
  return "unknown";
}

std::optional<std::uint64_t> Value::AsCount() const {
  if (const auto* number = std::get_if<std::uint64_t>(&scalar)) return *number;
  if (const auto* number = std::get_if<std::int64_t>(&scalar); number != nullptr && *number >= 0) {
    return static_cast<std::uint64_t>(*number);
  }
  return std::nullopt;
}

std::optional<double> Value::AsReal() const {
  if (const auto* number = std::get_if<double>(&scalar)) return *number;
  if (const auto* number = std::get_if<std::uint64_t>(&scalar)) return static_cast<double>(*number);
  if (const auto* number = std::get_if<std::int64_t>(&scalar)) return static_cast<double>(*number);
  return std::nullopt;
}

std::optional<bool> Value::AsFlag() const {
  if (const auto* flag = std::get_if<bool>(&scalar)) return *flag;
  return std::nullopt;
}

std::optional<std::string_view> Value::AsText() const {
  if (const auto* text = std::get_if<std::string>(&scalar)) return *text;
  return std::nullopt;
}

}  // namespace wenyuan::gguf
