#include "merge_recognised.h"

#include <algorithm>
#include <iterator>
#include <utility>

#include "wenyuan/parse/wire.h"

namespace wenyuan::ingest {
namespace {

void ReplacePage(std::uint32_t page, std::vector<parse::Block> blocks, parse::Document& document) {
  std::vector<parse::Block>& all = document.blocks;
  std::erase_if(all, [page](const parse::Block& block) { return block.page == page; });
  const auto behind = std::find_if(all.begin(), all.end(),
                                   [page](const parse::Block& block) { return block.page > page; });
  all.insert(behind, std::make_move_iterator(blocks.begin()),
             std::make_move_iterator(blocks.end()));
}

}  // namespace

Result<std::size_t> MergeRecognised(const store::Recognitions::Pages& pages,
                                    parse::Document& document) {
  std::size_t merged = 0;
  for (const auto& [number, bytes] : pages) {
    if (bytes.empty() || number == 0 || number > document.pages.size()) continue;
    parse::Page& page = document.pages[number - 1];
    if (!page.needs_recognition) continue;
    WY_TRY(parse::Document read, parse::Decode(bytes));
    if (number > read.pages.size()) continue;
    // Boxes are in its measure.
    page.width = read.pages[number - 1].width;
    page.height = read.pages[number - 1].height;
    page.needs_recognition = false;
    std::erase_if(read.blocks,
                  [number = number](const parse::Block& block) { return block.page != number; });
    ReplacePage(number, std::move(read.blocks), document);
    ++merged;
  }
  return merged;
}

}  // namespace wenyuan::ingest
