#include "text_origin.h"

#include <algorithm>
#include <array>
#include <string>

#include "wenyuan/parse/wire.h"
#include "wenyuan/store/blobs.h"

namespace wenyuan::api {
namespace {

constexpr std::uint64_t kLargestParsed = std::uint64_t{1} << 30U;

Result<parse::Document> Parsed(const Services& services, const store::Document& document,
                               std::uint32_t ordinal) {
  WY_TRY(const store::Revision revision,
         services.store.documents().FindRevision(document.number, ordinal));
  WY_TRY(const std::string bytes, store::GetBlob(services.blobs, revision.parsed, kLargestParsed));
  return parse::Decode(bytes);
}

}  // namespace

std::string_view NameOf(TextOrigin origin) {
  static constexpr std::array<std::string_view, 3> kNames = {"file", "ocr", "vision_model"};
  return kNames.at(static_cast<std::size_t>(origin));
}

TextOrigin OriginOf(const parse::Block& block) {
  if (block.from_model) return TextOrigin::kModel;
  return block.confidence < parse::kCertain ? TextOrigin::kOcr : TextOrigin::kFile;
}

TextOrigin OriginOf(const Services& services, const answer::Citation& citation) {
  const auto document = services.store.documents().Find(citation.document_id);
  if (!document || (document->recognised_pages == 0 && document->pictures == 0)) {
    return TextOrigin::kFile;
  }
  const auto parsed = Parsed(services, *document, citation.revision);
  TextOrigin origin = TextOrigin::kFile;
  if (!parsed) return origin;
  const std::size_t end = std::min<std::size_t>(citation.block_end, parsed->blocks.size());
  for (std::size_t i = citation.block_begin; i < end; ++i) {
    origin = std::max(origin, OriginOf(parsed->blocks[i]));
  }
  return origin;
}

}  // namespace wenyuan::api
