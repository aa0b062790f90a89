#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "geometry.h"
#include "turned_page.h"
#include "wenyuan/parse/document.h"

struct fpdf_pageobject_t__;

namespace wenyuan::parse_pdf {

// How the structure of the file calls a piece of text: 1 to 6 are headings of that level.
constexpr std::uint8_t kUntagged = 0;
constexpr std::uint8_t kDeepestTaggedHeading = 6;
constexpr std::uint8_t kTaggedHeaderCell = 7;
constexpr std::uint8_t kTaggedText = 8;  // anything else

// Where the structure of the file has a piece of text. All count through the page from 1; 0: none.
struct TagPlace {
  std::uint32_t order = 0;  // in which it is to be read
  std::uint32_t item = 0;   // the list item around it
  std::uint32_t part = 0;   // the paragraph inside of a list item or a table's cell
  std::uint8_t depth = 0;   // of that item
};

// Characters that stand together. Words follow in the order of the page's content stream.
struct Word {
  std::string text;
  Box box;          // as high as the font, so that words of a line agree
  float size = 0;   // of the font, in points
  float angle = 0;  // degrees as displayed; 0 is upright
  bool bold = false;
  bool wide = false;  // ends with a Han, kana or full-width character: no space follows
  bool wide_start = false;
  bool space_before = false;  // the page itself has a space character here
  bool hyphen_end = false;    // ends with a hyphen that may be a break mark
  bool rtl = false;           // of a script that is written from right to left
  bool math = false;          // in a font that only formulas use
  std::uint8_t tag = kUntagged;
  TagPlace place;
  std::uint8_t confidence = parse::kCertain;
};

// A filled rectangle or a stroked one; thin ones serve as lines.
struct Rectangle {
  Box box;
  bool filled = false;
  bool white = false;
};

// Something painted under text: a filled shape, a picture, a gradient.
struct Ground {
  Box box;
  std::uint32_t colour = 0;  // 0xRRGGBB, or kManyColours
};
constexpr std::uint32_t kManyColours = 0xFF000000;

// A picture as PDFium holds it, as long as its page is loaded.
struct ShownImage {
  fpdf_pageobject_t__* object = nullptr;
  Box box;
};

// What somebody wrote about a figure, and where that stands.
struct Alternative {
  std::string text;
  Box box;
  bool placed = false;
};

// Everything is on the page turned so that its text is upright.
struct PageContent {
  Turn turn;
  float width = 0;
  float height = 0;
  std::vector<Word> words;
  std::vector<Rectangle> rectangles;
  std::vector<Ground> grounds;  // the later ones cover the earlier
  std::vector<ShownImage> images;
  std::vector<Alternative> alternatives;
  float image_share = 0;     // of the page's area, the largest picture
  float images_share = 0;    // … and all together: scanners cut a page into strips
  std::size_t outlines = 0;  // filled shapes that may be letters
  std::size_t characters = 0;
  std::size_t hidden = 0;           // characters that nobody can see
  std::string hidden_text;          // those, as words; of very many only the first
  std::size_t without_unicode = 0;  // characters whose meaning the font does not tell
  // It shows its text as a picture, as outlines, or in fonts that do not tell what their characters
  // mean.
  [[nodiscard]] bool NeedsRecognition() const;
};

// "Wide" characters join without a space: Han, kana, hangul excluded, full-width forms.
bool IsWide(char32_t character);

// Hebrew, Arabic and their kin.
bool IsRightToLeft(char32_t character);

}  // namespace wenyuan::parse_pdf
