#include "wenyuan/gguf/testing/writer.h"

#include <fstream>
#include <utility>

#include "wenyuan/gguf/testing/raw_bytes.h"
#include "wenyuan/gguf/value.h"

namespace wenyuan::gguf::testing {
namespace {

constexpr std::size_t kAlignment = 32;

std::uint32_t NumberOf(ValueType type) { return static_cast<std::uint32_t>(type); }

std::string Padded(std::string bytes) {
  bytes.resize((bytes.size() + kAlignment - 1) / kAlignment * kAlignment);
  return bytes;
}

}  // namespace

void Writer::Key(std::string_view key, std::uint32_t type) {
  entries_ += RawText(key) + Raw(type);
  ++entry_count_;
}

Writer& Writer::Text(std::string_view key, std::string_view value) {
  Key(key, NumberOf(ValueType::kText));
  entries_ += RawText(value);
  return *this;
}

Writer& Writer::Number(std::string_view key, std::uint32_t value) {
  Key(key, NumberOf(ValueType::kUint32));
  entries_ += Raw(value);
  return *this;
}

Writer& Writer::Real(std::string_view key, float value) {
  Key(key, NumberOf(ValueType::kFloat32));
  entries_ += Raw(value);
  return *this;
}

Writer& Writer::Flag(std::string_view key, bool value) {
  Key(key, NumberOf(ValueType::kBool));
  entries_ += static_cast<char>(value);
  return *this;
}

Writer& Writer::Texts(std::string_view key, const std::vector<std::string>& values) {
  Key(key, NumberOf(ValueType::kList));
  entries_ += Raw(NumberOf(ValueType::kText)) + Raw(std::uint64_t{values.size()});
  for (const std::string& value : values) entries_ += RawText(value);
  return *this;
}

Writer& Writer::Integers(std::string_view key, const std::vector<std::int32_t>& values) {
  Key(key, NumberOf(ValueType::kList));
  entries_ += Raw(NumberOf(ValueType::kInt32)) + Raw(std::uint64_t{values.size()});
  for (const std::int32_t value : values) entries_ += Raw(value);
  return *this;
}

Writer& Writer::Reals(std::string_view key, const std::vector<float>& values) {
  Key(key, NumberOf(ValueType::kList));
  entries_ += Raw(NumberOf(ValueType::kFloat32)) + Raw(std::uint64_t{values.size()});
  for (const float value : values) entries_ += Raw(value);
  return *this;
}

Writer& Writer::Tensor(std::string_view name, const std::vector<std::uint64_t>& shape,
                       TensorType type, std::string bytes) {
  directory_ += RawText(name) + Raw(static_cast<std::uint32_t>(shape.size()));
  for (const std::uint64_t size : shape) directory_ += Raw(size);
  directory_ += Raw(static_cast<std::uint32_t>(type)) + Raw(std::uint64_t{data_.size()});
  ++tensor_count_;
  data_ += Padded(std::move(bytes));
  return *this;
}

std::string Writer::Bytes() const {
  const std::string head = "GGUF" + Raw(std::uint32_t{3}) + Raw(tensor_count_) + Raw(entry_count_);
  return Padded(head + entries_ + directory_) + data_;
}

void Writer::Write(const std::filesystem::path& path) const {
  std::ofstream file(path, std::ios::binary);
  file.exceptions(std::ios::failbit | std::ios::badbit);
  file << Bytes();
}

}  // namespace wenyuan::gguf::testing
