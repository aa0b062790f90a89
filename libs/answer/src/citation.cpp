#include "citation.h"

namespace wenyuan::answer {
namespace {

Citation Place(const search::Hit& hit, std::size_t begin, std::size_t end,
               std::vector<PageBox> boxes) {
  Citation citation;
  citation.document_id = hit.document.id;
  citation.title = hit.document.title.empty() ? hit.document.source_name : hit.document.title;
  citation.library = hit.library.name;
  citation.revision = hit.revision;
  citation.chunk = hit.chunk.number;
  citation.page = boxes.empty() ? hit.chunk.page : boxes.front().page;
  citation.block_begin = hit.chunk.block_begin;
  citation.block_end = hit.chunk.block_end;
  citation.boxes = std::move(boxes);
  citation.quote = hit.chunk.text.substr(begin, end - begin);
  citation.expired_on = hit.expired_on;
  citation.holds_from = hit.holds_from;
  return citation;
}

}  // namespace

Citation Cite(const search::Hit& hit, std::size_t begin, std::size_t end) {
  std::vector<PageBox> boxes;
  for (const TextSpan& span : hit.chunk.spans) {
    if (span.begin < end && begin < span.end) boxes.push_back(span.box);
  }
  return Place(hit, begin, end, std::move(boxes));
}

Citation CiteCells(const search::Hit& hit, std::size_t begin, std::size_t end,
                   const std::vector<const parse::TableCell*>& cells) {
  std::vector<PageBox> boxes;
  for (const parse::TableCell* cell : cells) {
    boxes.insert(boxes.end(), cell->boxes.begin(), cell->boxes.end());
  }
  return Place(hit, begin, end, std::move(boxes));
}

}  // namespace wenyuan::answer
