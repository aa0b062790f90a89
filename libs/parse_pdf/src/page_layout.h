#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "geometry.h"
#include "lines.h"
#include "page_content.h"
#include "wenyuan/parse/document.h"

namespace wenyuan::parse_pdf {

// A line after its words are gone: what paragraphs, headings and running headers are told by.
struct TextLine {
  std::string text;
  Box box;
  float size = 0;
  float first_word_width = 0;
  bool bold = false;
  bool wide_start = false;
  bool wide_end = false;
  bool hyphen_end = false;
  bool leader = false;  // dots lead to a page number
  bool turned = false;
  bool running = false;                       // repeats at the top or bottom of pages
  std::uint8_t heading = 0;                   // its level where the file tags it as one
  bool tagged = false;                        // the file says what it is
  TagPlace place;                             // of its end; the order is that of its first piece
  bool formula = false;                       // signs of formulas and no words
  bool formula_number = false;                // "(3.1)", as stands beside a formula
  bool note = false;                          // of a footnote
  std::uint8_t confidence = parse::kCertain;  // of its worst word, or of the table's
};

// A line or a table in reading order.
struct PageItem {
  TextLine line;
  bool is_table = false;
  parse::Table table;
  std::uint32_t column = 0;  // counts through the page; text flows from one into the next
  float column_left = 0;
  float column_right = 0;
};

struct LaidOutPage {
  std::uint32_t number = 1;
  float width = 0;
  float height = 0;
  std::vector<PageItem> items;
};

// Tables, lines and their order. Takes the words out of `content`.
LaidOutPage LayOut(PageContent& content, std::uint32_t number);

TextLine MakeTextLine(const Line& line);

}  // namespace wenyuan::parse_pdf
