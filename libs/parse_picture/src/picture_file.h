#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "wenyuan/base/result.h"
#include "wenyuan/parse/recognise.h"

namespace wenyuan::parse_picture {

enum class Format : std::uint8_t { kPng, kJpeg, kTiff, kBmp, kWebp, kGif };

std::optional<Format> FormatOf(std::string_view bytes);
std::string_view Name(Format format);  // "png", "jpg", …

struct Size {
  std::uint32_t width = 0;
  std::uint32_t height = 0;
};

// What the header says, without unpacking anything; nothing when there is no such picture.
// `index` counts the pictures of a TIFF from 0.
std::optional<Size> SizeOf(std::string_view bytes, Format format, std::uint32_t index);

struct Unpacked {
  parse::GreyPicture grey;       // set upright
  std::uint32_t resolution = 0;  // dots per inch; 0: not told
  std::string thumbnail;         // JPEG, in colour; only when asked for
};

// kInvalidArgument (without a name of the file) for a damaged picture. Requires that SizeOf gave a
// size that fits into memory.
Result<Unpacked> Unpack(std::string_view bytes, Format format, std::uint32_t index,
                        bool with_thumbnail);

// A picture of any format, and small enough to hold in memory, as a small JPEG; empty when it is
// none, or damaged.
std::string Thumbnail(std::string_view bytes);

// How a camera held the picture: 1 (upright) to 8, as EXIF numbers it; 1 when it does not say.
int ExifOrientation(std::string_view jpeg);

}  // namespace wenyuan::parse_picture
