#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "wenyuan/parse/document.h"

namespace wenyuan::parse {

// A rectangle in points from the top left corner of its page as displayed.
struct PlacedBox {
  float left = 0;
  float top = 0;
  float right = 0;
  float bottom = 0;
};

// A character where a page draws it; as high as its font, so that those of a line agree.
struct PlacedGlyph {
  char32_t character = 0;
  PlacedBox box;
  float size = 0;   // of the font
  float angle = 0;  // degrees as displayed; 0 is upright
  bool bold = false;
  bool white = false;      // readable on colour only
  bool invisible = false;  // transparent or not shown
};

// A filled area, a frame or a line.
struct PlacedShape {
  PlacedBox box;
  bool filled = false;
  bool white = false;
  bool picture = false;
};

struct PlacedPage {
  float width = 0;
  float height = 0;
  std::string label;
  std::vector<PlacedGlyph> glyphs;  // in the order of drawing
  std::vector<PlacedShape> shapes;
};

// An entry of the table of contents that a file carries.
struct PlacedTitle {
  std::string text;
  std::uint8_t level = 1;  // 1-9
  std::uint32_t page = 0;  // from 1; 0 when it leads nowhere
};

struct LaidOutText {
  std::vector<Page> pages;
  std::vector<Block> blocks;
  std::size_t pictures_only = 0;  // pages that show a picture and next to no characters
};

// Finds lines, paragraphs, tables, headings and the order of reading in pages that say only where
// each character stands. One document per object, one thread at a time.
class PageLayout {
 public:
  virtual ~PageLayout() = default;
  virtual void AddPage(PlacedPage page) = 0;  // the next one
  virtual LaidOutText Finish(const std::vector<PlacedTitle>& outline) = 0;
};

using PageLayoutMaker = std::function<std::unique_ptr<PageLayout>()>;

}  // namespace wenyuan::parse
