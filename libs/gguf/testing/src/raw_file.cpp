#include "wenyuan/gguf/testing/raw_file.h"

#include "wenyuan/gguf/testing/raw_bytes.h"

namespace wenyuan::gguf::testing {

RawFile& RawFile::Entry(std::string_view key, std::uint32_t type, const std::string& value) {
  entries += RawText(key) + Raw(type) + value;
  ++entry_count;
  return *this;
}

RawFile& RawFile::Number(std::string_view key, std::uint32_t value) {
  return Entry(key, 4, Raw(value));
}

RawFile& RawFile::Text(std::string_view key, std::string_view value) {
  return Entry(key, 8, RawText(value));
}

RawFile& RawFile::List(std::string_view key, std::uint32_t type, std::uint64_t claimed,
                       const std::string& elements) {
  return Entry(key, 9, Raw(type) + Raw(claimed) + elements);
}

std::string RawFile::Bytes() const {
  std::string head = entries;
  std::uint64_t count = entry_count;
  if (with_architecture) {
    head = RawText("general.architecture") + Raw(std::uint32_t{8}) + RawText("llama") + head;
    ++count;
  }
  for (const Weight& weight : weights) {
    head += RawText(weight.name) + Raw(static_cast<std::uint32_t>(weight.shape.size()));
    for (const std::uint64_t size : weight.shape) head += Raw(size);
    head += Raw(weight.type) + Raw(weight.offset);
  }
  const std::uint64_t tensors =
      claimed_weights == UINT64_MAX ? std::uint64_t{weights.size()} : claimed_weights;
  const std::uint64_t claimed = claimed_entries == UINT64_MAX ? count : claimed_entries;
  std::string bytes = magic + Raw(version) + Raw(tensors) + Raw(claimed) + head;
  bytes.resize((bytes.size() + 31) / 32 * 32 + data_bytes);
  return bytes;
}

}  // namespace wenyuan::gguf::testing
