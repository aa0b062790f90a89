#include "wenyuan/parse_pdf/lay_out_lines.h"

#include <utility>

#include "join_pages.h"
#include "page_layout.h"
#include "recognised_words.h"

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
  std::vector<parse::Block> blocks = JoinPages(std::move(laid_out), {});
  for (const PageTurn& turn : turns) TurnBack(turn, blocks);
  return blocks;
}

}  // namespace wenyuan::parse_pdf
