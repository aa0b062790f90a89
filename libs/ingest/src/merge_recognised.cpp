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

// Where a region of the picture lies on the page that shows all of it in `shown`.
PageBox Placed(const PageBox& box, const parse::Page& picture, const PageBox& shown) {
  const float across = picture.width > 0 ? (shown.right - shown.left) / picture.width : 0;
  const float down = picture.height > 0 ? (shown.bottom - shown.top) / picture.height : 0;
  const auto x = [&](float at) { return std::min(shown.left + at * across, shown.right); };
  const auto y = [&](float at) { return std::min(shown.top + at * down, shown.bottom); };
  return {shown.page, x(box.left), y(box.top), x(box.right), y(box.bottom)};
}

void AddText(const parse::Block& read, const parse::Page& picture, parse::Block& figure) {
  if (read.text.empty()) return;
  if (!figure.text.empty()) figure.text += '\n';
  const auto offset = static_cast<std::uint32_t>(figure.text.size());
  figure.text += read.text;
  figure.confidence = std::min(figure.confidence, read.confidence);
  figure.from_model = figure.from_model || read.from_model;
  if (!figure.box) return;
  for (const TextSpan& span : read.spans) {
    figure.spans.push_back(
        {span.begin + offset, span.end + offset, Placed(span.box, picture, *figure.box)});
  }
}

}  // namespace

Result<void> MergePictures(const std::map<std::string, std::string>& read,
                           parse::Document& document) {
  for (std::size_t i = 0; i < document.pictures.size(); ++i) {
    parse::Picture& picture = document.pictures[i];
    const auto found = read.find(picture.sha256);
    if (found == read.end()) continue;
    if (found->second.empty()) continue;  // it could not be read, and may be tried on request
    picture.needs_recognition = false;
    WY_TRY(const parse::Document text, parse::Decode(found->second));
    if (text.blocks.empty() || text.pages.empty()) continue;
    for (parse::Block& block : document.blocks) {
      if (block.picture == i + 1) AddText(text.blocks[0], text.pages[0], block);
    }
  }
  return {};
}

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
