#include "bitmap_file.h"

#include <fpdf_edit.h>
#include <fpdf_progressive.h>

#include <algorithm>
#include <chrono>
#include <cmath>
#include <cstdint>

#include "pdfium_handles.h"
#include "recognise_page.h"

namespace wenyuan::parse_pdf {
namespace {

constexpr std::size_t kHeaderBytes = 54;
constexpr std::chrono::milliseconds kLongestDrawing{1'500};
constexpr double kMostPixels = 40e6;

void Append(std::string& out, std::uint32_t value, std::size_t bytes) {
  for (std::size_t i = 0; i < bytes; ++i) out += static_cast<char>(value >> (8 * i) & 0xFFU);
}

std::string Header(std::uint32_t width, std::uint32_t height, std::size_t bytes) {
  std::string out = "BM";
  Append(out, static_cast<std::uint32_t>(kHeaderBytes + bytes), 4);
  Append(out, 0, 4);
  Append(out, kHeaderBytes, 4);
  Append(out, 40, 4);
  Append(out, width, 4);
  Append(out, height, 4);
  Append(out, 1, 2);
  Append(out, 24, 2);
  Append(out, 0, 4);
  Append(out, static_cast<std::uint32_t>(bytes), 4);
  for (int i = 0; i < 4; ++i) Append(out, 0, 4);
  return out;
}

std::size_t BytesPerPixel(int format) {
  switch (format) {
    case FPDFBitmap_Gray:
      return 1;
    case FPDFBitmap_BGR:
      return 3;
    case FPDFBitmap_BGRx:
    case FPDFBitmap_BGRA:
      return 4;
    default:
      return 0;
  }
}

struct Pause : IFSDK_PAUSE {
  std::chrono::steady_clock::time_point end;
};

FPDF_BOOL MustPause(IFSDK_PAUSE* pause) {
  return std::chrono::steady_clock::now() > static_cast<Pause*>(pause)->end ? 1 : 0;
}

}  // namespace

std::string BitmapFile(FPDF_BITMAP bitmap) {
  const auto width = static_cast<std::size_t>(std::max(0, FPDFBitmap_GetWidth(bitmap)));
  const auto height = static_cast<std::size_t>(std::max(0, FPDFBitmap_GetHeight(bitmap)));
  const auto stride = static_cast<std::size_t>(std::max(0, FPDFBitmap_GetStride(bitmap)));
  const auto* const pixels = static_cast<const char*>(FPDFBitmap_GetBuffer(bitmap));
  const std::size_t depth = BytesPerPixel(FPDFBitmap_GetFormat(bitmap));
  if (depth == 0 || width == 0 || height == 0 || pixels == nullptr) return {};
  const std::size_t row = (width * 3 + 3) / 4 * 4;
  std::string file =
      Header(static_cast<std::uint32_t>(width), static_cast<std::uint32_t>(height), row * height);
  file.reserve(file.size() + row * height);
  for (std::size_t y = height; y > 0; --y) {  // the lowest line first
    const char* const line = pixels + (y - 1) * stride;
    for (std::size_t x = 0; x < width; ++x) {
      const char* const pixel = line + x * depth;
      for (std::size_t channel = 0; channel < 3; ++channel) file += pixel[depth == 1 ? 0 : channel];
    }
    file.append(row - width * 3, '\0');
  }
  return file;
}

std::string PageThumbnail(FPDF_PAGE page, int side) {
  const float width = FPDF_GetPageWidthF(page);
  const float height = FPDF_GetPageHeightF(page);
  if (!(width > 0) || !(height > 0) || PixelsOfPictures(page) > kMostPixels) return {};
  const float scale = static_cast<float>(side) / std::max(width, height);
  const int across = std::max(1, static_cast<int>(std::lround(width * scale)));
  const int down = std::max(1, static_cast<int>(std::lround(height * scale)));
  const Owned<FPDF_BITMAP, FPDFBitmap_Destroy> bitmap(FPDFBitmap_Create(across, down, 0));
  if (bitmap == nullptr) return {};
  FPDFBitmap_FillRect(bitmap.get(), 0, 0, across, down, 0xFFFFFFFF);
  Pause pause{};
  pause.version = 1;
  pause.NeedToPauseNow = MustPause;
  pause.end = std::chrono::steady_clock::now() + kLongestDrawing;
  const int state =
      FPDF_RenderPageBitmap_Start(bitmap.get(), page, 0, 0, across, down, 0, FPDF_ANNOT, &pause);
  FPDF_RenderPage_Close(page);
  return state == FPDF_RENDER_DONE ? BitmapFile(bitmap.get()) : std::string();
}

}  // namespace wenyuan::parse_pdf
