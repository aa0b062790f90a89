#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "rtf/rtf_table.h"
#include "wenyuan/parse_kit/document_builder.h"

namespace wenyuan::parse {

// What the properties of a paragraph say when it ends.
struct RtfParagraph {
  std::uint8_t heading = 0;  // 1-9, 0 none
  std::uint8_t depth = 0;    // of its list, from 0
  bool title = false;
  bool in_table = false;
};

// Turns the stream of characters, ends of paragraphs and cells into blocks. Notes, headers and text
// boxes stand in the middle of the text; they follow the paragraph or table that they belong to.
class RtfFlow {
 public:
  explicit RtfFlow(DocumentBuilder& out) : out_(out) {}

  void Append(std::string_view text) { Current() += text; }
  void AppendHidden(std::string_view text) { hidden_ += text; }
  void SetMarker(std::string marker) { marker_ = std::move(marker); }
  void EndParagraph(const RtfParagraph& paragraph);
  void EndCell();
  void EndRow() { table_.EndRow(); }
  RtfTable& CurrentTable() { return table_; }

  // Until Leave, everything goes into a note, page header or text box (kParagraph) instead.
  void Enter(BlockKind kind, std::string prefix = {});
  void Leave();
  [[nodiscard]] bool Inside() const { return !inner_.empty(); }
  void Finish();

 private:
  struct Piece {
    BlockKind kind = BlockKind::kNote;
    std::string text;
    std::string prefix;
  };
  std::string& Current() { return inner_.empty() ? text_ : inner_.back().text; }
  void FinishTable();
  void EmitWaiting();

  DocumentBuilder& out_;
  RtfTable table_;
  std::string text_;  // of the open paragraph
  std::string cell_;  // paragraphs of the open cell that have ended
  std::string hidden_;
  std::string marker_;  // of the open paragraph: "1.", "•"
  std::vector<Piece> inner_;
  std::vector<Piece> waiting_;
};

}  // namespace wenyuan::parse
