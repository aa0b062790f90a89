#include "span_codec.h"

#include <bit>
#include <optional>

namespace wenyuan::store_sqlite {
namespace {

void PutVarint(std::string& bytes, std::uint64_t value) {
  for (; value >= 0x80; value >>= 7U) bytes += static_cast<char>((value & 0x7fU) | 0x80U);
  bytes += static_cast<char>(value);
}

// Small numbers of either sign become small numbers (zigzag).
void PutDifference(std::string& bytes, std::uint32_t from, std::uint32_t to) {
  const std::int64_t difference = std::int64_t{to} - std::int64_t{from};
  PutVarint(bytes, (static_cast<std::uint64_t>(difference) << 1U) ^
                       static_cast<std::uint64_t>(difference >> 63U));
}

void PutFloat(std::string& bytes, float value) {
  const auto bits = std::bit_cast<std::uint32_t>(value);
  for (unsigned shift = 0; shift < 32; shift += 8) bytes += static_cast<char>(bits >> shift);
}

// Reads what the functions above write; after a bad byte, zeros, and `ok` is false.
struct Cursor {
  std::string_view rest;
  bool ok = true;

  std::uint64_t Byte() {
    if (rest.empty()) {
      ok = false;
      return 0;
    }
    const auto byte = static_cast<unsigned char>(rest.front());
    rest.remove_prefix(1);
    return byte;
  }
  std::uint64_t Varint() {
    std::uint64_t value = 0;
    for (unsigned shift = 0; shift < 64; shift += 7) {
      const std::uint64_t byte = Byte();
      value |= (byte & 0x7fU) << shift;
      if (byte < 0x80) return value;
    }
    ok = false;
    return 0;
  }
  std::uint32_t Difference(std::uint32_t from) {
    const std::uint64_t zigzag = Varint();
    const auto difference =
        static_cast<std::int64_t>(zigzag >> 1U) ^ -static_cast<std::int64_t>(zigzag & 1U);
    return static_cast<std::uint32_t>(std::int64_t{from} + difference);
  }
  float Float() {
    std::uint32_t bits = 0;
    for (unsigned shift = 0; shift < 32; shift += 8) {
      bits |= static_cast<std::uint32_t>(Byte()) << shift;
    }
    return std::bit_cast<float>(bits);
  }
};

}  // namespace

std::string EncodeSpans(const std::vector<TextSpan>& spans) {
  std::string bytes;
  TextSpan before;
  for (const TextSpan& span : spans) {
    PutDifference(bytes, before.end, span.begin);
    PutDifference(bytes, span.begin, span.end);
    PutDifference(bytes, before.box.page, span.box.page);
    for (const float edge : {span.box.left, span.box.top, span.box.right, span.box.bottom}) {
      PutFloat(bytes, edge);
    }
    before = span;
  }
  return bytes;
}

Result<std::vector<TextSpan>> DecodeSpans(std::string_view bytes) {
  std::vector<TextSpan> spans;
  TextSpan span;
  Cursor cursor{bytes};
  while (cursor.ok && !cursor.rest.empty()) {
    span.begin = cursor.Difference(span.end);
    span.end = cursor.Difference(span.begin);
    span.box.page = cursor.Difference(span.box.page);
    for (float* edge : {&span.box.left, &span.box.top, &span.box.right, &span.box.bottom}) {
      *edge = cursor.Float();
    }
    spans.push_back(span);
  }
  if (!cursor.ok) return Error{ErrorCode::kCorruption, "the page boxes of a passage are damaged"};
  return spans;
}

}  // namespace wenyuan::store_sqlite
