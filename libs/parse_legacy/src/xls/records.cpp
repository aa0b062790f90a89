#include "xls/records.h"

#include <algorithm>

#include "wenyuan/parse_kit/wide_text.h"

namespace wenyuan::parse {
namespace {

constexpr std::uint8_t kWide = 0x01;
constexpr std::uint8_t kPhonetic = 0x04;
constexpr std::uint8_t kRich = 0x08;

}  // namespace

bool XlsRecords::Next(XlsRecord& record) {
  if (!bytes_.Has(at_, 4)) return false;
  record.type = bytes_.U16(at_);
  record.parts.clear();
  do {
    const std::size_t size = bytes_.U16(at_ + 2);
    record.parts.push_back(bytes_.Sub(at_ + 4, size));
    at_ += 4 + size;
  } while (bytes_.Has(at_, 4) && bytes_.U16(at_) == kXlsContinue);
  return true;
}

std::string_view XlsStringReader::Part() const {
  return part_ < record_.parts.size() ? record_.parts[part_] : std::string_view();
}

bool XlsStringReader::AtEnd() const {
  return part_ >= record_.parts.size() ||
         (part_ + 1 == record_.parts.size() && at_ >= record_.parts[part_].size());
}

void XlsStringReader::Skip(std::size_t bytes) {
  while (part_ < record_.parts.size()) {
    const std::size_t there = Part().size() - std::min(at_, Part().size());
    if (bytes < there || (bytes == there && part_ + 1 == record_.parts.size())) {
      at_ += bytes;
      return;
    }
    bytes -= there;
    ++part_;
    at_ = 0;
  }
}

std::uint32_t XlsStringReader::Number(std::size_t bytes) {
  std::uint32_t value = 0;
  for (std::size_t i = 0; i < bytes; ++i) {
    if (at_ >= Part().size()) {
      ++part_;
      at_ = 0;
    }
    value |= std::uint32_t{Bytes(Part()).U8(at_)} << (8 * i);
    ++at_;
  }
  return value;
}

std::string XlsStringReader::Read(std::size_t length_bytes) {
  return ReadCharacters(Number(length_bytes));
}

std::string XlsStringReader::ReadCharacters(std::size_t length) {
  std::uint8_t flags = static_cast<std::uint8_t>(Number(1));
  const std::size_t runs = (flags & kRich) != 0 ? Number(2) : 0;
  const std::size_t phonetic = (flags & kPhonetic) != 0 ? Number(4) : 0;
  std::string wide;
  while (length > 0 && part_ < record_.parts.size()) {
    if (at_ >= Part().size()) {
      ++part_;
      at_ = 0;
      if (part_ >= record_.parts.size()) break;
      flags = Bytes(Part()).U8(at_++);
    }
    const std::size_t width = (flags & kWide) != 0 ? 2 : 1;
    const std::size_t there = (Part().size() - std::min(at_, Part().size())) / width;
    const std::size_t count = std::min(length, there);
    const std::string_view characters = Part().substr(std::min(at_, Part().size()), count * width);
    if (width == 2) {
      wide += characters;
    } else {
      for (const char c : characters) wide += {c, '\0'};
    }
    length -= count;
    at_ = count < there || length == 0 ? at_ + count * width : Part().size();
  }
  Skip(runs * 4 + phonetic);
  return WideToUtf8(wide);
}

}  // namespace wenyuan::parse
