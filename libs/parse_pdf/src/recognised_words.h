#pragma once

#include <vector>

#include "page_content.h"
#include "wenyuan/parse/recognise.h"

namespace wenyuan::parse_pdf {

// How the lines of a page lay: layout sees them set upright and straight.
struct PageTurn {
  std::uint32_t page = 1;
  float width = 0;  // of the page as displayed
  float height = 0;
  double angle = 0;  // radians, clockwise: the direction that its lines ran in
};

// Replaces the words of `content`, and what is drawn on it, by what was recognised, turned so that
// most lines lie straight.
PageTurn PutWords(const parse::RecognisedPage& read, PageContent& content);

// Boxes on that page go back to where the page shows them.
void TurnBack(const PageTurn& turn, std::vector<parse::Block>& blocks);

}  // namespace wenyuan::parse_pdf
