#include "rtf/rtf_flow.h"

#include <algorithm>
#include <utility>

#include "wenyuan/parse_kit/strings.h"

namespace wenyuan::parse {
namespace {

void AddLine(std::string& text, std::string_view line) {
  line = Trim(line);
  if (!line.empty()) text += (text.empty() ? "" : "\n") + std::string(line);
}

bool IsBullet(std::string_view marker) {
  return std::none_of(marker.begin(), marker.end(), [](char c) {
    const auto byte = static_cast<unsigned char>(c);
    return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
           (byte >= 0xE3 && byte <= 0xE9);  // Han and kana
  });
}

}  // namespace

void RtfFlow::EndParagraph(const RtfParagraph& paragraph) {
  if (!inner_.empty()) {
    inner_.back().text += '\n';
    return;
  }
  const std::string marker = Collapse(std::exchange(marker_, {}));
  std::string text = std::exchange(text_, {});
  out_.Add(BlockKind::kHidden, std::exchange(hidden_, {}));
  if (!marker.empty() && !IsBullet(marker) && !Trim(text).empty()) text.insert(0, marker + " ");
  if (paragraph.in_table) {
    AddLine(cell_, text);
    return;
  }
  FinishTable();
  if (paragraph.heading != 0) {
    if (paragraph.title) out_.SetTitle(Collapse(text));
    out_.Add(BlockKind::kHeading, text, paragraph.heading);
  } else if (!marker.empty()) {
    out_.Add(BlockKind::kListItem, text, static_cast<std::uint8_t>(paragraph.depth + 1));
  } else {
    out_.Add(BlockKind::kParagraph, text);
  }
  EmitWaiting();
}

void RtfFlow::EndCell() {
  if (!inner_.empty()) {
    inner_.back().text += '\n';
    return;
  }
  AddLine(cell_, std::exchange(text_, {}));
  marker_.clear();
  table_.AddCell(std::exchange(cell_, {}));
}

void RtfFlow::Enter(BlockKind kind, std::string prefix) {
  inner_.push_back({kind, {}, std::move(prefix)});
}

void RtfFlow::Leave() {
  if (inner_.empty()) return;
  Piece piece = std::move(inner_.back());
  inner_.pop_back();
  if (!Trim(piece.text).empty()) waiting_.push_back(std::move(piece));
}

void RtfFlow::FinishTable() {
  if (!cell_.empty()) table_.AddCell(std::exchange(cell_, {}));
  if (table_.Empty()) return;
  Table table = table_.Finish();
  if (table.rows == 1 && table.cells.size() == 1) {
    out_.Add(BlockKind::kParagraph, table.cells[0].text);
  } else {
    out_.AddTable(std::move(table));
  }
}

void RtfFlow::EmitWaiting() {
  for (Piece& piece : std::exchange(waiting_, {})) {
    out_.Add(piece.kind, piece.prefix + std::string(Trim(piece.text)));
  }
}

void RtfFlow::Finish() {
  while (!inner_.empty()) Leave();
  EndParagraph({});
}

}  // namespace wenyuan::parse
