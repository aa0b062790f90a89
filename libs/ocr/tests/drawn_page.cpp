#include "drawn_page.h"

#include <ft2build.h>
#include FT_FREETYPE_H

#include <unicode/unistr.h>

namespace wenyuan::ocr::testing {
namespace {

constexpr const char* kFont = "/usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc";
constexpr FT_Long kSimplifiedChinese = 2;  // face of the collection
constexpr FT_UInt kSize = 34;
constexpr int kPitch = 56;
constexpr int kLetterPitch = 46;
constexpr int kMargin = 100;
constexpr int kWidth = 1654;  // A4 at 200 dots per inch
constexpr int kHeight = 2339;

void Blend(const FT_Bitmap& glyph, int left, int top, parse::GreyPicture& page) {
  for (int y = 0; y < static_cast<int>(glyph.rows); ++y) {
    for (int x = 0; x < static_cast<int>(glyph.width); ++x) {
      const int column = left + x;
      const int row = top + y;
      if (column < 0 || row < 0 || column >= kWidth || row >= kHeight) continue;
      std::uint8_t& pixel = page.pixels[static_cast<std::size_t>(row * kWidth + column)];
      const int ink = glyph.buffer[y * glyph.pitch + x];
      pixel = static_cast<std::uint8_t>(pixel * (255 - ink) / 255);
    }
  }
}

std::optional<parse::GreyPicture> Draw(const std::vector<std::string>& lines, bool vertical) {
  FT_Library library = nullptr;
  FT_Face face = nullptr;
  if (FT_Init_FreeType(&library) != 0) return std::nullopt;
  if (FT_New_Face(library, kFont, kSimplifiedChinese, &face) != 0) {
    FT_Done_FreeType(library);
    return std::nullopt;
  }
  FT_Set_Pixel_Sizes(face, 0, kSize);
  parse::GreyPicture page{kWidth, kHeight, {}};
  page.pixels.assign(std::size_t{kWidth} * kHeight, 255);
  int base = kMargin + kPitch;
  for (const std::string& line : lines) {
    const auto text = icu::UnicodeString::fromUTF8(line);
    int x = vertical ? kWidth - kMargin - (base - kMargin) : kMargin;
    int y = vertical ? kMargin + kLetterPitch : base;
    for (int32_t i = 0; i < text.length(); i = text.moveIndex32(i, 1)) {
      if (FT_Load_Char(face, static_cast<FT_ULong>(text.char32At(i)), FT_LOAD_RENDER) != 0)
        continue;
      Blend(face->glyph->bitmap, x + face->glyph->bitmap_left, y - face->glyph->bitmap_top, page);
      if (vertical) {
        y += kLetterPitch;
      } else {
        x += static_cast<int>(face->glyph->advance.x >> 6);
      }
    }
    base += kPitch;
  }
  FT_Done_Face(face);
  FT_Done_FreeType(library);
  return page;
}

}  // namespace

std::optional<parse::GreyPicture> DrawPage(const std::vector<std::string>& lines) {
  return Draw(lines, false);
}

std::optional<parse::GreyPicture> DrawColumns(const std::vector<std::string>& columns) {
  return Draw(columns, true);
}

}  // namespace wenyuan::ocr::testing
