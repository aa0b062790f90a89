#include "print_document.h"

#include <algorithm>

#include "wenyuan/parse/block_kind.h"

namespace wenyuan {
namespace {

// "heading 2", "list item".
std::string Kind(const parse::Block& block) {
  std::string kind(parse::NameOf(block.kind));
  std::replace(kind.begin(), kind.end(), '_', ' ');
  if (block.kind == parse::BlockKind::kHeading) kind += ' ' + std::to_string(block.level);
  return kind;
}

void PrintTable(const parse::Table& table, std::string& out) {
  std::uint32_t row = 0;
  std::uint32_t column = 0;
  for (const parse::TableCell& cell : table.cells) {
    if (cell.row != row) {
      out += " |\n";
      row = cell.row;
      column = 0;
    }
    for (; column <= cell.column; ++column) out += column == 0 ? "| " : " | ";
    out += cell.header ? "*" + cell.text + "*" : cell.text;
    if (cell.column_span > 1) out += " <" + std::to_string(cell.column_span) + ">";
    if (cell.row_span > 1) out += " v" + std::to_string(cell.row_span);
  }
  out += " |\n";
}

}  // namespace

std::string PrintDocument(const parse::Document& document) {
  std::string out = "format: " + document.format + "\ntitle: " + document.title + "\n";
  for (const auto& [name, value] : document.metadata) out += name + ": " + value + "\n";
  out += "pages: " + std::to_string(document.pages.size()) + "\n";
  for (const parse::Attachment& attachment : document.attachments) {
    out += "attachment: " + attachment.name + " (" + std::to_string(attachment.bytes.size()) +
           " bytes)\n";
  }
  for (const std::string& warning : document.warnings) out += "warning: " + warning + "\n";
  for (const parse::Block& block : document.blocks) {
    out += "\n[" + Kind(block);
    if (block.page > 0) out += ", page " + std::to_string(block.page);
    out += "]\n";
    if (block.kind == parse::BlockKind::kTable) {
      PrintTable(block.table, out);
    } else {
      out += block.text + "\n";
    }
  }
  return out;
}

}  // namespace wenyuan
