#include "one/package_items.h"

#include <algorithm>
#include <bit>

namespace wenyuan::parse {
namespace {

constexpr std::size_t kGuidBytes = 16;
constexpr std::uint32_t kLongLength = 0x7FFF;

}  // namespace

std::string_view OnePackageFields::Take(std::size_t length) {
  const std::string_view taken = Bytes(bytes_).Sub(at_, length);
  at_ += taken.size();
  return taken;
}

// The zeros at the bottom of the first byte say how many bytes follow.
std::uint64_t OnePackageFields::Number() {
  const std::uint8_t first = Bytes(bytes_).U8(at_);
  if (first == 0) {
    Take(1);
    return 0;
  }
  const int more = std::countr_zero(first);
  if (more == 7) {
    Take(1);
    return Bytes(Take(8)).U64(0);
  }
  std::string value(Take(static_cast<std::size_t>(more) + 1));
  value.resize(8, '\0');
  return Bytes(value).U64(0) >> (more + 1);
}

OneId OnePackageFields::Id() {
  const std::uint32_t first = Bytes(Take(1)).U8(0);
  std::uint32_t number = 0;
  if (first == 0) return OneId(kGuidBytes + 4, '\0');
  if ((first & 7U) == 4) {
    number = first >> 3U;
  } else if ((first & 0x3FU) == 0x20) {
    number = std::uint32_t{Bytes(Take(1)).U8(0)} << 2U | first >> 6U;
  } else if ((first & 0x7FU) == 0x40) {
    number = std::uint32_t{Bytes(Take(2)).U16(0)} << 1U | first >> 7U;
  } else {
    number = Bytes(Take(4)).U32(0);
  }
  OneId id(Take(kGuidBytes));
  id.resize(kGuidBytes, '\0');
  for (unsigned shift = 0; shift < 32; shift += 8) id += static_cast<char>(number >> shift);
  return id;
}

OneId OnePackageFields::Cell() {
  OneId cell = Id();
  return cell += Id();
}

void OnePackageFields::Serial() {
  if (Bytes(Take(1)).U8(0) != 0) Take(kGuidBytes + 8);
}

std::string_view OnePackageFields::Rest() { return Take(bytes_.size()); }

std::string_view OnePackageFields::Counted() { return Take(Number()); }

std::uint64_t OnePackageFields::Count() {
  return std::min<std::uint64_t>(Number(), bytes_.size() - at_);
}

std::optional<OnePackageItem> OnePackageItems::Next() {
  const Bytes all(bytes_);
  while (at_ < bytes_.size()) {
    const std::uint32_t form = all.U8(at_) & 3U;
    if (form == 1 || form == 3) {  // the end of one that holds others
      at_ += form == 1 ? 1 : 2;
      continue;
    }
    OnePackageItem item;
    std::uint64_t length = 0;
    if (form == 0) {
      item.kind = all.U16(at_) >> 3U & 0x3FU;
      length = all.U16(at_) >> 9U;
      at_ += 2;
    } else {
      item.kind = all.U32(at_) >> 3U & 0x3FFFU;
      length = all.U32(at_) >> 17U;
      at_ += 4;
    }
    if (form == 2 && length == kLongLength) {
      OnePackageFields fields(all.Sub(at_, 9));
      length = fields.Number();
      at_ += fields.at();
    }
    if (!all.Has(at_, length)) break;
    item.fields = all.Sub(at_, length);
    at_ += length;
    return item;
  }
  at_ = bytes_.size();
  return std::nullopt;
}

}  // namespace wenyuan::parse
