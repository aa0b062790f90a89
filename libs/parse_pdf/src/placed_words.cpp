#include "placed_words.h"

#include <algorithm>
#include <cmath>

#include "pdfium_handles.h"
#include "wenyuan/parse_kit/strings.h"

namespace wenyuan::parse_pdf {
namespace {

constexpr float kWordGap = 0.15F;  // of the font size, between advance widths
constexpr float kWideGap = 1.5F;   // letterspaced Han characters are one word
constexpr float kNewLine = 0.5F;   // of the font size, up or down
constexpr float kTooSmall = 1.0F;  // points; nobody reads that
constexpr float kTurned = 2.0F;    // degrees
constexpr float kAlmostNothing = 0.3F;
constexpr std::size_t kMaxRectangles = 100'000;

Box ToBox(const parse::PlacedBox& box) { return {box.left, box.top, box.right, box.bottom}; }

bool IsFinite(const parse::PlacedBox& box) {
  return std::isfinite(box.left) && std::isfinite(box.top) && std::isfinite(box.right) &&
         std::isfinite(box.bottom);
}

bool IsSpace(char32_t c) {
  return c == U' ' || c == 0xA0 || c == 0x3000 || c == U'\t' || c == U'\n' || c == U'\r' ||
         (c >= 0x2000 && c <= 0x200A) || c == 0x202F;
}

bool IsNothing(char32_t c) {
  return c < 0x20 || c == 0x7F || c == 0x200B || c == 0xFEFF || c == 0x200E || c == 0x200F ||
         c >= 0x110000 || (c >= 0xD800 && c < 0xE000);
}

class WordBuilder {
 public:
  WordBuilder(PageContent& content, std::string& hidden) : content_(content), hidden_(hidden) {}

  void Add(const parse::PlacedGlyph& glyph) {
    if (!IsFinite(glyph.box)) return;
    if (IsSpace(glyph.character)) {
      EndWord();
      space_ = true;
      return;
    }
    if (IsNothing(glyph.character)) return;
    ++content_.characters;
    const Box box = ToBox(glyph.box);
    if (IsHidden(glyph, box)) {
      ++content_.hidden;
      if (space_ && !hidden_.empty()) hidden_ += ' ';
      parse::AppendUtf8(hidden_, glyph.character);
      EndWord();
      space_ = false;
      return;
    }
    const bool wide = IsWide(glyph.character);
    if (!word_.text.empty() && StartsNewWord(glyph, box, wide)) EndWord();
    if (word_.text.empty()) Start(glyph, box, wide);
    word_.box.Add(box);
    word_.wide = wide;
    word_.rtl = word_.rtl || IsRightToLeft(glyph.character);
    word_.hyphen_end = glyph.character == U'-' || glyph.character == 0x2010;
    last_ = box;
    parse::AppendUtf8(word_.text, glyph.character);
  }

  void EndWord() {
    if (!word_.text.empty()) {
      content_.words.push_back(std::move(word_));
      space_ = false;
    }
    word_ = {};
  }

 private:
  void Start(const parse::PlacedGlyph& glyph, const Box& box, bool wide) {
    word_.box = box;
    word_.size = glyph.size > 0 ? glyph.size : box.height();
    word_.angle = glyph.angle;
    word_.bold = glyph.bold;
    word_.wide_start = wide;
    word_.space_before = space_;
  }

  [[nodiscard]] bool StartsNewWord(const parse::PlacedGlyph& glyph, const Box& box,
                                   bool wide) const {
    if (std::abs(word_.angle - glyph.angle) > kTurned) return true;
    const float size = std::max(word_.size, 1.0F);
    if (std::abs(glyph.angle) > kTurned) {  // along its own direction we only see distance
      return std::hypot(box.middle_x() - last_.middle_x(), box.middle_y() - last_.middle_y()) >
             1.3F * size;
    }
    if (std::abs(box.bottom - last_.bottom) > kNewLine * size) return true;
    if (std::abs(glyph.size - word_.size) > 0.25F * size &&
        std::abs(box.bottom - last_.bottom) > 0.15F * size) {
      return true;  // a footnote mark
    }
    const float gap = box.left - last_.right;
    return gap > (wide && word_.wide ? kWideGap : kWordGap) * size || gap < -kNewLine * size;
  }

  [[nodiscard]] bool IsHidden(const parse::PlacedGlyph& glyph, const Box& box) const {
    if (glyph.invisible || (glyph.size < kTooSmall && box.height() < kTooSmall)) return true;
    const float x = box.middle_x();
    const float y = box.middle_y();
    if (x < 0 || y < 0 || x > content_.width || y > content_.height) return true;
    return glyph.white && !OnColour(x, y);
  }

  // White text is readable on anything that is not white.
  [[nodiscard]] bool OnColour(float x, float y) const {
    return std::any_of(
        content_.rectangles.begin(), content_.rectangles.end(), [&](const Rectangle& rectangle) {
          return rectangle.filled && !rectangle.white && rectangle.box.Contains(x, y);
        });
  }

  PageContent& content_;
  std::string& hidden_;
  Word word_;
  Box last_;
  bool space_ = false;
};

}  // namespace

PageContent MakeContent(const parse::PlacedPage& page, std::string& hidden) {
  PageContent content;
  content.width = page.width;
  content.height = page.height;
  const float area = page.width * page.height;
  for (const parse::PlacedShape& shape : page.shapes) {
    const Box box = ToBox(shape.box);
    const bool dot = box.width() < kAlmostNothing && box.height() < kAlmostNothing;
    if (!IsFinite(shape.box) || dot || content.rectangles.size() >= kMaxRectangles) continue;
    if (shape.picture && area > 0) {
      content.image_share = std::max(content.image_share, box.width() * box.height() / area);
    }
    content.rectangles.push_back({box, shape.filled || shape.picture, shape.white});
  }
  WordBuilder words(content, hidden);
  for (const parse::PlacedGlyph& glyph : page.glyphs) words.Add(glyph);
  words.EndWord();
  return content;
}

}  // namespace wenyuan::parse_pdf
