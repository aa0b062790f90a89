#include "page_reader.h"

#include <algorithm>
#include <cctype>
#include <cmath>
#include <map>
#include <string_view>
#include <unordered_map>
#include <utility>

#include "font_look.h"
#include "glyph_text.h"
#include "page_tags.h"
#include "shape_reader.h"
#include "wenyuan/parse_kit/strings.h"

namespace wenyuan::parse_pdf {
namespace {

constexpr float kWordGap = 0.10F;  // of the font size, between advance widths
constexpr float kHintedGap = 0.03F;
constexpr float kWideGap = 1.5F;    // letterspaced Han characters are one word
constexpr float kNewLine = 0.5F;    // of the font size, up or down
constexpr float kTooSmall = 1.0F;   // points; nobody reads that
constexpr float kScanShare = 0.5F;  // a picture of this part of the page makes it a scan
constexpr float kDegrees = 57.29578F;
constexpr float kPictureShare = 0.2F;  // and of one whose text is all invisible
constexpr std::size_t kMostHiddenText = 20'000;
constexpr unsigned kSameColour = 6;  // of 255: no eye tells them apart
constexpr float kOverhang = 0.05F;   // of the font size

// What all characters of one text object share.
struct Style {
  float size = 0;
  float angle = 0;
  bool bold = false;
  bool math = false;
  std::uint8_t tag = kUntagged;
  TagPlace place;
  bool invisible = false;
  std::uint32_t colour = 0;
  bool maybe_unseen = false;  // something on the page has its colour
};

bool SameColour(std::uint32_t a, std::uint32_t b) {
  for (const unsigned shift : {0U, 8U, 16U}) {
    const unsigned x = (a >> shift) & 0xFFU;
    const unsigned y = (b >> shift) & 0xFFU;
    if (std::max(x, y) - std::min(x, y) > kSameColour) return false;
  }
  return (a & kManyColours) == (b & kManyColours);
}

class TextReader {
 public:
  // `scan`: invisible text is what was recognised in the page's picture.
  TextReader(FPDF_TEXTPAGE text, const Affine& display, const PageTags& tags, bool scan,
             PageContent& content)
      : text_(text), display_(display), tags_(tags), scan_(scan), content_(content) {
    colours_.push_back(kPaper);
    for (const Ground& ground : content.grounds) {
      const auto known = std::find(colours_.begin(), colours_.end(), ground.colour);
      if (known == colours_.end() && colours_.size() < 200) colours_.push_back(ground.colour);
    }
  }

  void Run() {
    const int count = FPDFText_CountChars(text_);
    for (int i = 0; i < count; ++i) ReadCharacter(i);
    EndWord();
  }

 private:
  static constexpr std::uint32_t kPaper = 0xFFFFFF;

  void ReadCharacter(int index) {
    if (FPDFText_IsGenerated(text_, index) == 1) {
      hint_ = true;
      return;
    }
    char32_t code = FPDFText_GetUnicode(text_, index);
    if (!Complete(code)) return;
    if (code == U' ' || code == 0xA0 || code == 0x3000 || code == U'\t' || code == U'\n' ||
        code == U'\r' || (code >= 0x2000 && code <= 0x200A) || code == 0x202F) {
      EndWord();
      space_ = true;
      EndHiddenWord();
      return;
    }
    if (code == 0x200B || code == 0xFEFF || (code >= 0x200E && code <= 0x200F)) return;
    if (code == 0x2 || code == 0xFFFE || code == 0xAD) code = kHyphen;
    if (code < 0x20 || code == 0x7F) return;
    FS_RECTF loose{};
    if (FPDFText_GetLooseCharBox(text_, index, &loose) == 0) return;
    const Box box = display_.Map(loose.left, loose.bottom, loose.right, loose.top);
    if (!std::isfinite(box.left) || !std::isfinite(box.top) || !std::isfinite(box.right) ||
        !std::isfinite(box.bottom)) {
      return;
    }
    LoadStyle(index);
    ++content_.characters;
    if (FPDFText_HasUnicodeMapError(text_, index) == 1) ++content_.without_unicode;
    if (IsHidden(box)) {
      ++content_.hidden;
      KeepHidden(code);
      EndWord();
      space_ = true;
      return;
    }
    EndHiddenWord();
    Append(code, box);
    last_index_ = index;
    last_code_ = code;
  }

  void KeepHidden(char32_t code) {
    if (hint_) EndHiddenWord();
    hint_ = false;
    if (content_.hidden_text.size() < kMostHiddenText)
      parse::AppendUtf8(content_.hidden_text, code);
  }

  void EndHiddenWord() {
    std::string& text = content_.hidden_text;
    if (!text.empty() && text.back() != ' ') text += ' ';
  }

  // Where the letter after the last one would start; -1 when the font does not say. Boxes of some
  // fonts are as wide as the ink, which hangs over.
  float NextStart() {
    FPDF_PAGEOBJECT object = FPDFText_GetTextObject(text_, last_index_);
    FPDF_FONT font = object == nullptr ? nullptr : FPDFTextObj_GetFont(object);
    if (font == nullptr) return -1;
    const auto [known, is_new] = advances_.try_emplace({font, last_code_}, 0.0F);
    if (is_new) (void)FPDFFont_GetGlyphWidth(font, last_code_, 1.0F, &known->second);
    double x = 0;
    double y = 0;
    if (known->second <= 0 || FPDFText_GetCharOrigin(text_, last_index_, &x, &y) == 0) return -1;
    return display_.Map(x, y, x, y).left + known->second * word_.size;
  }

  // PDFium may hand out surrogates one by one.
  bool Complete(char32_t& code) {
    if (code >= 0xD800 && code < 0xDC00) {
      high_ = code;
      return false;
    }
    if (code >= 0xDC00 && code < 0xE000) {
      if (high_ == 0) return false;
      code = 0x10000 + ((high_ - 0xD800) << 10U) + (code - 0xDC00);
    }
    high_ = 0;
    return code != 0 && code < 0x110000;
  }

  void LoadStyle(int index) {
    FPDF_PAGEOBJECT object = FPDFText_GetTextObject(text_, index);
    if (object == object_ && object != nullptr) return;
    object_ = object;
    style_ = {};
    style_.size = static_cast<float>(FPDFText_GetFontSize(text_, index));
    FS_MATRIX m{1, 0, 0, 1, 0, 0};
    if (FPDFText_GetMatrix(text_, index, &m) != 0) {
      Measure(m);
      style_.size *= scale_;
      style_.angle = angle_;
    }
    if (object == nullptr) return;
    FPDF_FONT font = FPDFTextObj_GetFont(object);
    if (font != font_ || look_ == nullptr) {
      const auto [known, is_new] = fonts_.try_emplace(font);
      if (is_new) known->second = LookOf(font);
      font_ = font;
      look_ = &known->second;
    }
    style_.bold = look_->bold;
    style_.math = look_->math;
    if (tags_.Any()) {
      const int marked_content = FPDFPageObj_GetMarkedContentID(object);
      style_.tag = tags_.Of(marked_content);
      style_.place = tags_.PlaceOf(marked_content);
    }
    const int mode = FPDFTextObj_GetTextRenderMode(object);
    style_.invisible = mode == FPDF_TEXTRENDERMODE_INVISIBLE;
    unsigned r = 0;
    unsigned g = 0;
    unsigned b = 0;
    unsigned a = 255;
    if (FPDFPageObj_GetFillColor(object, &r, &g, &b, &a) == 0) return;
    if (a == 0) style_.invisible = true;
    style_.colour = r << 16U | g << 8U | b;
    // An outline has a colour of its own.
    style_.maybe_unseen = mode == FPDF_TEXTRENDERMODE_FILL && IsOnPage(style_.colour);
  }

  // Most objects hold a letter or two and stand as the one before.
  void Measure(const FS_MATRIX& m) {
    if (m.a == matrix_.a && m.b == matrix_.b && m.c == matrix_.c && m.d == matrix_.d) return;
    matrix_ = m;
    const Affine glyph = display_.After({m.a, m.c, 0, m.b, m.d, 0});
    scale_ = static_cast<float>(std::hypot(m.c, m.d));
    angle_ = static_cast<float>(std::atan2(-glyph.yx, glyph.xx)) * kDegrees;
  }

  [[nodiscard]] bool IsOnPage(std::uint32_t colour) const {
    return std::any_of(colours_.begin(), colours_.end(),
                       [&](std::uint32_t known) { return SameColour(known, colour); });
  }

  [[nodiscard]] bool IsHidden(const Box& box) const {
    if (style_.size < kTooSmall && box.height() < kTooSmall) return true;
    if (style_.invisible && !scan_) return true;
    const float x = box.middle_x();
    const float y = box.middle_y();
    if (x < 0 || y < 0 || x > content_.width || y > content_.height) return true;
    return style_.maybe_unseen && !style_.invisible && SameColour(GroundAt(x, y), style_.colour);
  }

  [[nodiscard]] std::uint32_t GroundAt(float x, float y) const {
    for (auto ground = content_.grounds.rbegin(); ground != content_.grounds.rend(); ++ground) {
      if (ground->box.Contains(x, y)) return ground->colour;
    }
    return kPaper;
  }

  void Append(char32_t code, const Box& box) {
    const bool wide = IsWide(code);
    const bool rtl = IsRightToLeft(code);
    if (!word_.text.empty()) {
      // An overhanging letter hides the gap; PDFium, which looks at origins, has seen it.
      const bool along =
          std::abs(style_.angle) > 2 && hint_ && !wide;  // PDFium sees gaps there, too
      const bool gap = hint_ && !wide && !word_.wide && std::abs(style_.angle) <= 2 &&
                       std::abs(box.bottom - last_.bottom) < 0.15F * word_.size &&
                       box.left - last_.right > kHintedGap * word_.size;
      // The second letter of a ligature has the box of the first.
      const bool same_glyph = box.left == last_.left && box.right == last_.right &&
                              box.top == last_.top && box.bottom == last_.bottom;
      if (!same_glyph && (gap || along || TurnsAround(code, rtl) || StartsNewWord(box, wide)))
        EndWord();
      if (gap || along) space_ = true;
    }
    hint_ = false;
    if (word_.text.empty()) {
      word_.box = box;
      word_.size = style_.size > 0 ? style_.size : box.height();
      word_.angle = style_.angle;
      word_.bold = style_.bold;
      word_.tag = style_.tag;
      word_.place = style_.place;
      word_.wide_start = wide;
      word_.space_before = space_;
    }
    word_.box.Add(box);
    word_.rtl = word_.rtl || rtl;
    word_.math = word_.math || style_.math;
    word_.wide = wide;
    word_.hyphen_end = code == U'-' || code == kHyphen;
    last_ = box;
    AppendGlyph(code, word_.text);
  }

  // A word has one direction.
  [[nodiscard]] bool TurnsAround(char32_t code, bool rtl) const {
    if (rtl) return !word_.rtl && !word_.text.empty() && !IsPunctuation(word_.text);
    return word_.rtl && (code >= 0x80 ? code < 0x2000 : std::isalnum(static_cast<int>(code)) != 0);
  }

  static bool IsPunctuation(std::string_view text) {
    return std::none_of(text.begin(), text.end(), [](char c) {
      return std::isalnum(static_cast<unsigned char>(c)) != 0 ||
             static_cast<unsigned char>(c) >= 0x80;
    });
  }

  [[nodiscard]] bool StartsNewWord(const Box& box, bool wide) {
    if (std::abs(word_.angle - style_.angle) > 2) return true;
    const float size = std::max(word_.size, 1.0F);
    if (std::abs(style_.angle) > 2) {  // along its own direction we only see distance
      return std::hypot(box.middle_x() - last_.middle_x(), box.middle_y() - last_.middle_y()) >
             1.3F * size;
    }
    if (std::abs(box.bottom - last_.bottom) > kNewLine * size) return true;
    if (std::abs(style_.size - word_.size) > 0.25F * size &&
        std::abs(box.bottom - last_.bottom) > 0.15F * size) {
      return true;  // a footnote mark
    }
    const float gap = word_.rtl ? last_.left - box.right : box.left - last_.right;
    const float limit = wide && word_.wide ? kWideGap : kWordGap;
    if (gap > limit * size || gap < -kNewLine * size) return true;
    if (word_.rtl || gap < kHintedGap * size) return false;
    const float start = NextStart();
    return start >= 0 && last_.right - start > kOverhang * size && box.left - start > limit * size;
  }

  void EndWord() {
    if (!word_.text.empty()) {
      content_.words.push_back(std::move(word_));
      space_ = false;
    }
    word_ = {};
  }

  FPDF_TEXTPAGE text_;
  const Affine& display_;
  const PageTags& tags_;
  bool scan_;
  PageContent& content_;
  std::unordered_map<FPDF_FONT, FontLook> fonts_;
  std::map<std::pair<FPDF_FONT, char32_t>, float> advances_;
  std::vector<std::uint32_t> colours_;  // of what is painted, the paper's first
  int last_index_ = 0;
  char32_t last_code_ = 0;
  FPDF_PAGEOBJECT object_ = nullptr;
  FPDF_FONT font_ = nullptr;
  const FontLook* look_ = nullptr;  // of font_
  FS_MATRIX matrix_{0, 0, 0, 0, 0, 0};
  float scale_ = 0;  // of matrix_
  float angle_ = 0;
  Style style_;
  Word word_;
  Box last_;
  char32_t high_ = 0;
  bool space_ = false;
  bool hint_ = false;  // PDFium put a space or line end before this character
};

}  // namespace

Affine DisplayTransform(FPDF_PAGE page, float width, float height) {
  constexpr int kScale = 1'000'000;  // PDFium answers in whole device units
  constexpr double kDistance = 1000;
  const auto map = [&](double x, double y, double& out_x, double& out_y) {
    int device_x = 0;
    int device_y = 0;
    FPDF_PageToDevice(page, 0, 0, kScale, kScale, 0, x, y, &device_x, &device_y);
    out_x = double{width} * device_x / kScale;
    out_y = double{height} * device_y / kScale;
  };
  Affine display;
  map(0, 0, display.x0, display.y0);
  double x = 0;
  double y = 0;
  map(kDistance, 0, x, y);
  display.xx = (x - display.x0) / kDistance;
  display.yx = (y - display.y0) / kDistance;
  map(0, kDistance, x, y);
  display.xy = (x - display.x0) / kDistance;
  display.yy = (y - display.y0) / kDistance;
  return display;
}

PageContent ReadPage(FPDF_PAGE page, bool tagged) {
  PageContent content;
  content.turn.width = content.width = FPDF_GetPageWidthF(page);
  content.turn.height = content.height = FPDF_GetPageHeightF(page);
  Affine display = DisplayTransform(page, content.width, content.height);
  const PdfTextPage text(FPDFText_LoadPage(page));
  if (text != nullptr) content.turn.degrees = DegreesOfText(text.get(), display);
  display = content.turn.ToUpright().After(display);
  if (std::abs(content.turn.degrees) == 90) std::swap(content.width, content.height);
  const PageTags tags = tagged ? PageTags(page) : PageTags();
  ReadShapes(page, display, content, &tags);
  if (text == nullptr) return content;
  TextReader(text.get(), display, tags, content.image_share >= kScanShare, content).Run();
  const bool unseen = content.words.empty() && content.hidden > 0;
  if (unseen && content.image_share >= kPictureShare && content.image_share < kScanShare) {
    content.characters = content.hidden = content.without_unicode = 0;
    content.hidden_text.clear();
    TextReader(text.get(), display, tags, true, content).Run();
  }
  return content;
}

}  // namespace wenyuan::parse_pdf
