#include "docx_text.h"

#include "wenyuan/parse_kit/strings.h"
#include "xml_walk.h"

namespace wenyuan::parse {

std::string DocxCharacter(pugi::xml_node node) {
  const std::string_view name = LocalName(node);
  if (name == "tab" || name == "ptab") return "\t";
  if (name == "cr") return "\n";
  if (name == "br") return Attribute(node, "type") == "page" ? "" : "\n";
  if (name == "noBreakHyphen") return "-";
  return {};
}

bool IsHiddenInDocx(pugi::xml_node node) {
  const std::string_view name = LocalName(node);
  for (const std::string_view hidden :
       {"del", "moveFrom", "delText", "delInstrText", "instrText", "rPr", "sectPr", "tblPr",
        "tblGrid", "sdtPr", "sdtEndPr", "Fallback", "rt", "pPr", "tcPr", "trPr", "fldData",
        "ctrlPr"}) {
    if (name == hidden) return true;
  }
  return false;
}

std::string DocxTextBelow(pugi::xml_node root) {
  std::string text;
  WalkXml(
      root,
      [&](pugi::xml_node node) {
        if (IsHiddenInDocx(node)) return false;
        const std::string_view name = LocalName(node);
        if (name == "t") text += node.text().get();
        text += DocxCharacter(node);
        return name != "t";
      },
      [&](pugi::xml_node node) {
        if (LocalName(node) == "p") text += '\n';
      });
  return std::string(Trim(text));
}

std::map<std::string, std::string> ReadDocxNotes(pugi::xml_node root) {
  std::map<std::string, std::string> notes;
  for (const pugi::xml_node note : root.children()) {
    const std::string_view type = Attribute(note, "type");
    if (!type.empty() && type != "normal") continue;  // the line above the notes
    std::string text = DocxTextBelow(note);
    const std::string_view author = Attribute(note, "author");
    if (!author.empty() && !text.empty()) text.insert(0, std::string(author) + ": ");
    notes.emplace(Attribute(note, "id"), std::move(text));
  }
  return notes;
}

}  // namespace wenyuan::parse
