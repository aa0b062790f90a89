#include <leptonica/allheaders.h>

#include <algorithm>
#include <cstdlib>
#include <memory>

#include "picture_file.h"

namespace wenyuan::parse_picture {
namespace {

constexpr l_int32 kThumbnailSide = 320;
constexpr std::size_t kLargestThumbnail = 20'000;

struct Destroy {
  void operator()(PIX* pix) const { pixDestroy(&pix); }
};
using Pixels = std::unique_ptr<PIX, Destroy>;

Error Damaged() { return {ErrorCode::kInvalidArgument, "the picture is damaged", "图片已损坏"}; }

Pixels Read(std::string_view bytes, Format format, std::uint32_t index) {
  const auto* const data = reinterpret_cast<const l_uint8*>(bytes.data());
  if (format != Format::kTiff) return Pixels(pixReadMem(data, bytes.size()));
  return Pixels(pixReadMemTiff(data, bytes.size(), static_cast<l_int32>(index)));
}

Pixels Upright(Pixels pixels, int orientation) {
  constexpr l_int32 kClockwise = 1;
  constexpr l_int32 kCounterClockwise = -1;
  Pixels turned;
  if (orientation == 5 || orientation == 6) turned.reset(pixRotate90(pixels.get(), kClockwise));
  if (orientation == 7 || orientation == 8) {
    turned.reset(pixRotate90(pixels.get(), kCounterClockwise));
  }
  if (orientation == 3 || orientation == 4) turned.reset(pixRotate180(nullptr, pixels.get()));
  if (turned) pixels = std::move(turned);
  if (orientation == 2 || orientation == 4 || orientation == 5 || orientation == 7) {
    pixFlipLR(pixels.get(), pixels.get());
  }
  return pixels;
}

// What shines through is paper.
Pixels OnPaper(Pixels pixels) {
  if (pixGetDepth(pixels.get()) == 32 && pixGetSpp(pixels.get()) == 4) {
    Pixels flat(pixAlphaBlendUniform(pixels.get(), 0xFFFFFF00));
    if (flat) return flat;
  }
  return pixels;
}

Result<parse::GreyPicture> ToGrey(PIX* pixels) {
  const Pixels grey(pixConvertTo8(pixels, 0));
  if (!grey) return Damaged();
  parse::GreyPicture picture;
  picture.width = static_cast<std::uint32_t>(pixGetWidth(grey.get()));
  picture.height = static_cast<std::uint32_t>(pixGetHeight(grey.get()));
  picture.pixels.resize(std::size_t{picture.width} * picture.height);
  const l_uint32* const words = pixGetData(grey.get());
  const auto stride = static_cast<std::size_t>(pixGetWpl(grey.get()));
  for (std::size_t y = 0; y < picture.height; ++y) {
    const l_uint32* const line = words + y * stride;
    std::uint8_t* const out = picture.pixels.data() + y * picture.width;
    for (std::uint32_t x = 0; x < picture.width; ++x) {
      out[x] = static_cast<std::uint8_t>(GET_DATA_BYTE(line, x));
    }
  }
  return picture;
}

// In grey or colour, without a palette and without what shines through.
Result<Pixels> ReadUpright(std::string_view bytes, Format format, std::uint32_t index) {
  Pixels pixels = Read(bytes, format, index);
  if (!pixels) return Damaged();
  if (pixGetColormap(pixels.get()) != nullptr) {
    pixels.reset(pixRemoveColormap(pixels.get(), REMOVE_CMAP_BASED_ON_SRC));
    if (!pixels) return Damaged();
  }
  pixels = OnPaper(std::move(pixels));
  if (format == Format::kJpeg) pixels = Upright(std::move(pixels), ExifOrientation(bytes));
  return pixels;
}

std::string SmallJpeg(PIX* pixels) {
  const l_int32 longest = std::max(pixGetWidth(pixels), pixGetHeight(pixels));
  const float scale =
      std::min(1.0F, static_cast<float>(kThumbnailSide) / static_cast<float>(longest));
  const Pixels deep(pixGetDepth(pixels) == 32 ? pixClone(pixels) : pixConvertTo8(pixels, 0));
  if (!deep) return {};
  const Pixels small(pixScale(deep.get(), scale, scale));
  if (!small) return {};
  for (const l_int32 quality : {75, 50, 25}) {
    l_uint8* data = nullptr;
    std::size_t size = 0;
    if (pixWriteMemJpeg(&data, &size, small.get(), quality, 0) != 0) return {};
    const std::unique_ptr<l_uint8, decltype(&std::free)> owned(data, &std::free);
    if (size <= kLargestThumbnail) return std::string(reinterpret_cast<const char*>(data), size);
  }
  return {};
}

}  // namespace

std::string Thumbnail(std::string_view bytes) {
  constexpr double kMostPixels = 25e6;
  const auto format = FormatOf(bytes);
  const auto size = format ? SizeOf(bytes, *format, 0) : std::nullopt;
  if (!size || static_cast<double>(size->width) * size->height > kMostPixels) return {};
  const std::uint32_t longest = std::max(size->width, size->height);
  if (*format == Format::kJpeg && bytes.size() <= kLargestThumbnail &&
      longest <= std::uint32_t{kThumbnailSide}) {
    return std::string(bytes);
  }
  const auto pixels = ReadUpright(bytes, *format, 0);
  return pixels ? SmallJpeg(pixels->get()) : std::string();
}

Result<Unpacked> Unpack(std::string_view bytes, Format format, std::uint32_t index,
                        bool with_thumbnail) {
  WY_TRY(const Pixels pixels, ReadUpright(bytes, format, index));
  Unpacked unpacked;
  const l_int32 resolution = pixGetXRes(pixels.get());
  unpacked.resolution = resolution > 0 ? static_cast<std::uint32_t>(resolution) : 0;
  if (with_thumbnail) unpacked.thumbnail = SmallJpeg(pixels.get());
  WY_TRY(unpacked.grey, ToGrey(pixels.get()));
  return unpacked;
}

}  // namespace wenyuan::parse_picture
