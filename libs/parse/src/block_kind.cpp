#include "wenyuan/parse/block_kind.h"

namespace wenyuan::parse {

std::string_view NameOf(BlockKind kind) {
  switch (kind) {
    case BlockKind::kHeading:
      return "heading";
    case BlockKind::kParagraph:
      return "paragraph";
    case BlockKind::kListItem:
      return "list_item";
    case BlockKind::kTable:
      return "table";
    case BlockKind::kCode:
      return "code";
    case BlockKind::kCaption:
      return "caption";
    case BlockKind::kNote:
      return "note";
    case BlockKind::kPageHeader:
      return "page_header";
    case BlockKind::kFigure:
      return "figure";
    case BlockKind::kFormula:
      return "formula";
    case BlockKind::kHidden:
      return "hidden";
  }
  return "paragraph";
}

}  // namespace wenyuan::parse
