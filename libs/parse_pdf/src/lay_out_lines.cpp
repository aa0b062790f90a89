#include "wenyuan/parse_pdf/lay_out_lines.h"

#include <utility>

#include "headings.h"
#include "page_layout.h"
#include "paragraphs.h"
#include "recognised_words.h"
#include "running_lines.h"

namespace wenyuan::parse_pdf {

std::vector<parse::Block> LayOutLines(const std::vector<parse::RecognisedPage>& pages) {
  std::vector<LaidOutPage> laid_out;
  std::vector<PageTurn> turns;
  for (const parse::RecognisedPage& page : pages) {
    PageContent content;
    content.width = page.width;
    content.height = page.height;
    turns.push_back(PutWords(page, content));
    laid_out.push_back(LayOut(content, page.number));
  }
  MarkRunningLines(laid_out);
  ParagraphBuilder builder;
  for (LaidOutPage& page : laid_out) builder.AddPage(std::move(page));
  std::vector<Paragraph> paragraphs = builder.Take();
  MarkHeadings({}, paragraphs);
  std::vector<parse::Block> blocks;
  blocks.reserve(paragraphs.size());
  for (Paragraph& paragraph : paragraphs) blocks.push_back(std::move(paragraph.block));
  for (const PageTurn& turn : turns) TurnBack(turn, blocks);
  return blocks;
}

}  // namespace wenyuan::parse_pdf
