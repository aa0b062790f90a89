#include "metafile_bitmap.h"

#include <cstdint>

#include "wenyuan/parse_kit/bytes.h"
#include "wenyuan/parse_kit/file_of_bitmap.h"

namespace wenyuan::parse {
namespace {

constexpr std::size_t kWmfHead = 18;
constexpr std::size_t kPlaceableHead = 22;

// A bitmap's head and its pixels may stand apart.
struct Bitmap {
  std::string_view head;
  std::string_view pixels;
  [[nodiscard]] std::size_t size() const { return head.size() + pixels.size(); }
};

Bitmap FromEmf(const Bytes& file) {
  Bitmap largest;
  for (std::size_t at = 0; file.Has(at, 8);) {
    constexpr std::uint32_t kEnd = 14;
    const std::uint32_t type = file.U32(at);
    const std::size_t size = file.U32(at + 4);
    if (size < 8 || type == kEnd) break;
    const Bytes record = file.View(at, size);
    at += size;
    const std::size_t places = type == 81 ? 48 : type == 76 || type == 77 ? 84 : 0;
    if (places == 0) continue;
    const Bitmap bitmap = {record.Sub(record.U32(places), record.U32(places + 4)),
                           record.Sub(record.U32(places + 8), record.U32(places + 12))};
    if (bitmap.size() > largest.size()) largest = bitmap;
  }
  return largest;
}

Bitmap FromWmf(const Bytes& file, std::size_t at) {
  Bitmap largest;
  while (file.Has(at, 6)) {
    const std::size_t size = std::size_t{file.U32(at)} * 2;
    const unsigned function = file.U16(at + 4);
    if (size < 6 || function == 0) break;
    const Bytes record = file.View(at, size);
    at += size;
    const std::size_t start = function == 0x0F43   ? 28
                              : function == 0x0B41 ? 26
                              : function == 0x0940 ? 22
                                                   : 0;
    if (start == 0 || record.size() <= largest.size() + start) continue;
    largest = {record.Sub(start, record.size()), {}};
  }
  return largest;
}

}  // namespace

std::string MetafileBitmap(std::string_view bytes) {
  constexpr std::uint32_t kPlaceable = 0x9AC6CDD7;
  const Bytes file(bytes);
  Bitmap bitmap;
  if (file.U32(0) == 1 && file.Sub(40, 4) == " EMF") {
    bitmap = FromEmf(file);
  } else if (file.U32(0) == kPlaceable) {
    bitmap = FromWmf(file, kPlaceableHead + kWmfHead);
  } else if (file.U32(0) == 0x00090001 || file.U32(0) == 0x00090002) {
    bitmap = FromWmf(file, kWmfHead);
  }
  if (bitmap.size() == 0) return {};
  return FileOfBitmap(std::string(bitmap.head).append(bitmap.pixels));
}

}  // namespace wenyuan::parse
