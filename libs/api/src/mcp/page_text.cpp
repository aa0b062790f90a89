#include "page_text.h"

#include <algorithm>

#include "wenyuan/parse/wire.h"

namespace wenyuan::api {
namespace {

constexpr std::uint64_t kMaxParsedBytes = std::uint64_t{1} << 30U;

std::string OneLine(std::string text) {
  std::replace(text.begin(), text.end(), '\n', ' ');
  return text;
}

std::string TextOf(const parse::Table& table) {
  std::string text;
  std::uint32_t row = 0;
  bool first = true;
  for (const parse::TableCell& cell : table.cells) {
    if (!first) text += cell.row == row ? " | " : "\n";
    text += OneLine(cell.text);
    row = cell.row;
    first = false;
  }
  return text;
}

std::string TextOf(const parse::Block& block) {
  switch (block.kind) {
    case parse::BlockKind::kHidden:  // a person does not see it, and what it says may be a trap
      return {};
    case parse::BlockKind::kTable:
      return TextOf(block.table);
    case parse::BlockKind::kHeading:
      return std::string(std::clamp<std::size_t>(block.level, 1, 6), '#') + " " + block.text;
    case parse::BlockKind::kListItem:
      return "- " + block.text;
    default:
      return block.text;
  }
}

// Where a piece of at most `most` bytes ends, not inside a character.
std::size_t CutAt(std::string_view text, std::size_t most) {
  if (text.size() <= most) return text.size();
  std::size_t at = most;
  while (at > 0 && (static_cast<unsigned char>(text[at]) & 0xC0U) == 0x80U) --at;
  return at;
}

}  // namespace

Result<DocumentText> OpenText(const Call& call, const std::string& document_id,
                              std::uint32_t ordinal) {
  const Services& services = call.services();
  WY_TRY(store::Document document,
         services.access.Document(call.who.asker, document_id, store::Role::kReader));
  const Error unread{ErrorCode::kConflict, "this document was not read yet; look at its state",
                     "该文档尚未解析，请查看其状态"};
  const std::uint32_t wanted = ordinal == 0 ? document.current_ordinal : ordinal;
  if (wanted == 0) return unread;
  WY_TRY(store::Revision revision,
         services.store.documents().FindRevision(document.number, wanted));
  if (revision.parsed.sha256.empty()) return unread;
  WY_TRY(const std::string bytes, store::GetBlob(services.blobs, revision.parsed, kMaxParsedBytes));
  WY_TRY(parse::Document parsed, parse::Decode(bytes));
  return DocumentText{std::move(document), std::move(revision), std::move(parsed)};
}

PageParts TextOfPage(const parse::Document& parsed, std::uint32_t page, std::size_t block,
                     std::size_t part_bytes) {
  PageParts result;
  std::string part;
  for (std::size_t i = 0; i < parsed.blocks.size(); ++i) {
    if (page != 0 && parsed.blocks[i].page != page) continue;
    const std::string text = TextOf(parsed.blocks[i]);
    std::string_view rest = text;
    const auto begin_part = [&] { result.parts.push_back(std::exchange(part, {})); };
    if (!part.empty() && !rest.empty() && part.size() + 2 + rest.size() > part_bytes) begin_part();
    if (i <= block) result.part_of_block = result.parts.size();
    if (!part.empty() && !rest.empty()) part += "\n\n";
    while (!rest.empty()) {
      const std::size_t cut = CutAt(rest, part_bytes - std::min(part_bytes - 4, part.size()));
      part += rest.substr(0, cut);
      rest.remove_prefix(cut);
      if (!rest.empty()) begin_part();
    }
  }
  if (!part.empty() || result.parts.empty()) result.parts.push_back(std::move(part));
  return result;
}

}  // namespace wenyuan::api
