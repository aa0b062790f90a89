#pragma once

#include <fpdfview.h>

#include <cstdint>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "page_content.h"
#include "wenyuan/base/result.h"
#include "wenyuan/parse/document.h"
#include "wenyuan/parse/parser.h"

namespace wenyuan::parse_pdf {

// The pictures beside the text of a document, each at the first place that shows it: what recurs on
// page after page is decoration.
class Pictures {
 public:
  // Those of a page that has text of its own; one with text over it (the page as a picture, a
  // ground) is none. What has an alternative text is a figure even where it is no picture.
  // `content` still has its words.
  void Note(const PageContent& content, std::uint32_t page);
  // Figures in front of the first block of their page that stands below them.
  void AddTo(parse::Document& document) &&;

 private:
  struct Figure {
    std::uint32_t page = 0;
    Box box;
    std::uint32_t picture = 0;
    std::string text;
  };
  std::set<std::string> known_;
  std::vector<parse::Picture> pictures_;
  std::vector<Figure> figures_;
  std::size_t bytes_ = 0;  // hashed so far
};

// Only the pictures that the request asks for, unpacked.
parse::Document ReadWantedPictures(FPDF_DOCUMENT pdf, const parse::ParseRequest& request);

}  // namespace wenyuan::parse_pdf
