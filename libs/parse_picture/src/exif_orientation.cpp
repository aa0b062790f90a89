#include "picture_file.h"

namespace wenyuan::parse_picture {
namespace {

constexpr std::uint32_t kOrientationTag = 0x0112;
constexpr std::size_t kEntry = 12;  // bytes of one in a directory

class Reader {
 public:
  Reader(std::string_view bytes, bool big_endian) : bytes_(bytes), big_endian_(big_endian) {}
  // 0 behind the end.
  [[nodiscard]] std::uint32_t Number(std::size_t at, std::size_t count) const {
    std::uint32_t value = 0;
    for (std::size_t i = 0; i < count; ++i) {
      const std::size_t place = at + (big_endian_ ? i : count - 1 - i);
      value =
          value << 8U | (place < bytes_.size() ? static_cast<unsigned char>(bytes_[place]) : 0U);
    }
    return value;
  }

 private:
  std::string_view bytes_;
  bool big_endian_;
};

int FromTiff(std::string_view tiff) {
  const Reader in(tiff, tiff.starts_with("MM"));
  const std::size_t directory = in.Number(4, 4);
  const std::uint32_t entries = in.Number(directory, 2);
  for (std::uint32_t i = 0; i < entries; ++i) {
    const std::size_t entry = directory + 2 + i * kEntry;
    if (entry + kEntry > tiff.size()) break;
    if (in.Number(entry, 2) != kOrientationTag) continue;
    const std::uint32_t value = in.Number(entry + 8, 2);
    return value >= 1 && value <= 8 ? static_cast<int>(value) : 1;
  }
  return 1;
}

}  // namespace

int ExifOrientation(std::string_view jpeg) {
  using namespace std::string_view_literals;
  const Reader in(jpeg, true);
  std::size_t at = 2;
  while (at + 4 <= jpeg.size()) {
    const std::uint32_t marker = in.Number(at, 2);
    const std::uint32_t length = in.Number(at + 2, 2);
    if ((marker & 0xFF00U) != 0xFF00 || marker == 0xFFDA || length < 2) break;
    const std::string_view segment = jpeg.substr(at + 4, length - 2);
    if (marker == 0xFFE1 && segment.starts_with("Exif\0\0"sv)) return FromTiff(segment.substr(6));
    at += 2 + length;
  }
  return 1;
}

}  // namespace wenyuan::parse_picture
