#include <leptonica/allheaders.h>

#include "picture_file.h"

namespace wenyuan::parse_picture {
namespace {

std::uint32_t Byte(std::string_view bytes, std::size_t at) {
  return at < bytes.size() ? static_cast<unsigned char>(bytes[at]) : 0;
}

std::uint32_t Little(std::string_view bytes, std::size_t at, std::size_t count) {
  std::uint32_t value = 0;
  for (std::size_t i = count; i > 0; --i) value = value << 8U | Byte(bytes, at + i - 1);
  return value;
}

std::optional<Size> ByLibrary(std::string_view bytes, Format format, std::uint32_t index) {
  const auto* const data = reinterpret_cast<const l_uint8*>(bytes.data());
  l_int32 width = 0;
  l_int32 height = 0;
  const bool failed =
      format == Format::kTiff
          ? readHeaderMemTiff(data, bytes.size(), static_cast<l_int32>(index), &width, &height,
                              nullptr, nullptr, nullptr, nullptr, nullptr) != 0
          : pixReadHeaderMem(data, bytes.size(), nullptr, &width, &height, nullptr, nullptr,
                             nullptr) != 0;
  if (failed || width <= 0 || height <= 0) return std::nullopt;
  return Size{static_cast<std::uint32_t>(width), static_cast<std::uint32_t>(height)};
}

}  // namespace

std::optional<Format> FormatOf(std::string_view bytes) {
  using namespace std::string_view_literals;
  if (bytes.starts_with("\x89PNG\r\n\x1A\n")) return Format::kPng;
  if (bytes.starts_with("\xFF\xD8\xFF")) return Format::kJpeg;
  if (bytes.starts_with("II*\0"sv) || bytes.starts_with("MM\0*"sv)) return Format::kTiff;
  if (bytes.starts_with("GIF87a") || bytes.starts_with("GIF89a")) return Format::kGif;
  if (bytes.starts_with("RIFF") && bytes.substr(0, 12).ends_with("WEBP")) return Format::kWebp;
  // "BM" begins many a text: its header must have one of the known lengths as well.
  if (bytes.starts_with("BM") && bytes.size() > 26) {
    const std::uint32_t header = Little(bytes, 14, 4);
    if (header == 12 || (header >= 40 && header <= 124)) return Format::kBmp;
  }
  return std::nullopt;
}

std::string_view Name(Format format) {
  switch (format) {
    case Format::kPng:
      return "png";
    case Format::kJpeg:
      return "jpg";
    case Format::kTiff:
      return "tif";
    case Format::kBmp:
      return "bmp";
    case Format::kWebp:
      return "webp";
    case Format::kGif:
      return "gif";
  }
  return "picture";
}

std::optional<Size> SizeOf(std::string_view bytes, Format format, std::uint32_t index) {
  if (index > 0 && format != Format::kTiff) return std::nullopt;
  Size size;
  if (format == Format::kGif) {
    size = {Little(bytes, 6, 2), Little(bytes, 8, 2)};
  } else if (format == Format::kBmp) {
    const bool old = Little(bytes, 14, 4) == 12;
    const auto height = static_cast<std::int32_t>(Little(bytes, old ? 20 : 22, old ? 2 : 4));
    size = {Little(bytes, 18, old ? 2 : 4),
            static_cast<std::uint32_t>(height < 0 ? -static_cast<std::int64_t>(height) : height)};
  } else {
    return ByLibrary(bytes, format, index);
  }
  if (size.width == 0 || size.height == 0) return std::nullopt;
  return size;
}

}  // namespace wenyuan::parse_picture
