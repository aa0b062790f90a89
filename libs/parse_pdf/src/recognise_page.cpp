#include "recognise_page.h"

#include <algorithm>
#include <cmath>

namespace wenyuan::parse_pdf {
namespace {

constexpr float kBadUnicode = 0.2F;   // of a page's characters
constexpr float kPicturePage = 0.5F;  // of its area
constexpr std::size_t kFewCharacters = 20;
constexpr std::size_t kAWordOfOutlines = 10;
constexpr double kMostPixels = 100e6;  // of a picture in the page
constexpr double kMostDrawn = 24e6;    // of our drawing
constexpr double kPixelsPerPoint = 200.0 / 72;
constexpr unsigned long kWhitePaper = 0xFFFFFFFF;
constexpr int kMaxDepth = 8;

using Bitmap = Owned<FPDF_BITMAP, FPDFBitmap_Destroy>;

double PixelsOf(FPDF_PAGEOBJECT object, int depth, bool largest) {
  const int type = FPDFPageObj_GetType(object);
  if (type == FPDF_PAGEOBJ_IMAGE) {
    unsigned width = 0;
    unsigned height = 0;
    if (FPDFImageObj_GetImagePixelSize(object, &width, &height) == 0) return 0;
    return static_cast<double>(width) * height;
  }
  if (type != FPDF_PAGEOBJ_FORM || depth >= kMaxDepth) return 0;
  const int count = FPDFFormObj_CountObjects(object);
  double pixels = 0;
  for (int i = 0; i < count; ++i) {
    const double inside =
        PixelsOf(FPDFFormObj_GetObject(object, static_cast<unsigned long>(i)), depth + 1, largest);
    pixels = largest ? std::max(pixels, inside) : pixels + inside;
  }
  return pixels;
}

double PixelsOnPage(FPDF_PAGE page, bool largest) {
  const int count = FPDFPage_CountObjects(page);
  double pixels = 0;
  for (int i = 0; i < count; ++i) {
    const double inside = PixelsOf(FPDFPage_GetObject(page, i), 0, largest);
    pixels = largest ? std::max(pixels, inside) : pixels + inside;
  }
  return pixels;
}

}  // namespace

bool PageContent::NeedsRecognition() const {
  const bool shows_more = images_share > kPicturePage || outlines >= kAWordOfOutlines;
  if (characters < kFewCharacters && shows_more) return true;
  return static_cast<float>(without_unicode) > kBadUnicode * static_cast<float>(characters);
}

bool HoldsHugePicture(FPDF_PAGE page) { return PixelsOnPage(page, true) > kMostPixels; }

double PixelsOfPictures(FPDF_PAGE page) { return PixelsOnPage(page, false); }

Result<parse::RecognisedPage> RecognisePage(FPDF_PAGE page, const PageContent& content,
                                            std::uint32_t number,
                                            parse::TextRecogniser& recogniser) {
  parse::RecognisedPage read;
  read.number = number;
  read.width = content.width;
  read.height = content.height;
  const double area = static_cast<double>(content.width) * content.height;
  if (!(area > 0)) return read;
  const double scale = std::min(kPixelsPerPoint, std::sqrt(kMostDrawn / area));
  const auto side = [scale](float points) {
    return std::max(1, static_cast<int>(std::lround(points * scale)));
  };
  const int width = side(content.width);
  const int height = side(content.height);
  parse::GreyPicture picture{
      static_cast<std::uint32_t>(width), static_cast<std::uint32_t>(height), {}};
  picture.pixels.resize(static_cast<std::size_t>(width) * static_cast<std::size_t>(height));
  const Bitmap bitmap(
      FPDFBitmap_CreateEx(width, height, FPDFBitmap_Gray, picture.pixels.data(), width));
  if (bitmap == nullptr) return Error{ErrorCode::kTooLarge, "a page is too large to be drawn"};
  FPDFBitmap_FillRect(bitmap.get(), 0, 0, width, height, kWhitePaper);
  FPDF_RenderPageBitmap(bitmap.get(), page, 0, 0, width, height, 0, FPDF_ANNOT | FPDF_GRAYSCALE);
  read.points_per_pixel = static_cast<float>(1 / scale);
  WY_TRY(read.lines, recogniser.Recognise(picture));
  read.rulings = parse::FindRulings(picture, read.lines);
  return read;
}

}  // namespace wenyuan::parse_pdf
