#pragma once

#include <vector>

#include "line_end_hyphens.h"
#include "page_layout.h"
#include "wenyuan/parse/document.h"

namespace wenyuan::parse_pdf {

// A block before headings are known, with what tells them apart.
struct Paragraph {
  parse::Block block;
  float size = 0;  // 0: beside the text, as a turned note
  bool bold = false;
  std::size_t lines = 0;
  std::uint8_t heading = 0;  // its level where the file tags it as one
  bool tagged = false;       // the file says what it is
};

// Joins lines to paragraphs, over columns and pages; tables and running lines pass through.
class ParagraphBuilder {
 public:
  // `hyphens` must outlive the builder.
  explicit ParagraphBuilder(const LineEndHyphens& hyphens) : hyphens_(hyphens) {}
  void AddPage(LaidOutPage page);
  std::vector<Paragraph> Take();

 private:
  void AddNote(const PageItem& item, const LaidOutPage& page);
  void JoinText(parse::Block& block, const TextLine& last, const TextLine& line,
                std::uint32_t page) const;
  void AddLine(const PageItem& item, const LaidOutPage& page);
  [[nodiscard]] bool Continues(const PageItem& item, const LaidOutPage& page) const;
  [[nodiscard]] bool ContinuesInColumn(const PageItem& item) const;
  [[nodiscard]] bool ContinuesElsewhere(const PageItem& item) const;
  void Join(const PageItem& item, const LaidOutPage& page);
  [[nodiscard]] bool StartsTaggedItem(const TextLine& line, const LaidOutPage& page) const;
  [[nodiscard]] bool IsFormula(const PageItem& item, const LaidOutPage& page) const;
  void Finish();

  const LineEndHyphens& hyphens_;
  std::vector<Paragraph> done_;
  std::vector<Paragraph> waiting_;  // running lines and notes met while a paragraph may go on
  Paragraph open_;
  PageItem last_;  // of the open paragraph
  TextLine last_note_;
  std::uint32_t last_page_ = 0;
  float left_ = 0;  // of the second and later lines
  float right_ = 0;
  float pitch_ = 0;  // from line to line; 0 before the second
};

// "•", "3.", "(a)", "（一）": starts a list item.
bool StartsListItem(std::string_view text);

}  // namespace wenyuan::parse_pdf
