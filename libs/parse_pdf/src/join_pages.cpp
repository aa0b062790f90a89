#include "join_pages.h"

#include <algorithm>
#include <utility>

#include "footnotes.h"
#include "headings.h"
#include "join_tables.h"
#include "line_end_hyphens.h"
#include "paragraphs.h"
#include "running_lines.h"

namespace wenyuan::parse_pdf {

std::vector<parse::Block> JoinPages(std::vector<LaidOutPage> pages,
                                    const std::vector<OutlineEntry>& outline) {
  MarkRunningLines(pages);
  MarkFootnotes(pages);
  const LineEndHyphens hyphens(pages);
  ParagraphBuilder builder(hyphens);
  for (LaidOutPage& page : pages) builder.AddPage(std::move(page));
  std::vector<Paragraph> paragraphs = builder.Take();
  JoinTables(paragraphs);
  MarkHeadings(outline, paragraphs);
  std::vector<parse::Block> blocks;
  blocks.reserve(paragraphs.size());
  for (Paragraph& paragraph : paragraphs) blocks.push_back(std::move(paragraph.block));
  return blocks;
}

void InsertHidden(std::vector<parse::Block> hidden, std::vector<parse::Block>& blocks) {
  for (parse::Block& block : hidden) {
    const auto behind = std::find_if(blocks.rbegin(), blocks.rend(), [&](const parse::Block& one) {
      return one.page <= block.page;
    });
    blocks.insert(behind.base(), std::move(block));
  }
}

}  // namespace wenyuan::parse_pdf
