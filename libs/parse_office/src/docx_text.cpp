#include "docx_text.h"

#include <array>
#include <cstdlib>
#include <utility>

#include "omml.h"
#include "wenyuan/parse_kit/raised_mark.h"
#include "wenyuan/parse_kit/strings.h"
#include "xml_walk.h"

namespace wenyuan::parse {
namespace {

// Signs of the Wingdings fonts that mean something in a text; they live in a private area.
std::string Symbol(pugi::xml_node node) {
  if (Attribute(node, "font").substr(0, 9) != "Wingdings") return {};
  static constexpr std::array<std::pair<unsigned long, std::string_view>, 11> kSigns = {
      {{0x6F, "[ ]"},
       {0xA8, "[ ]"},
       {0x71, "[ ]"},
       {0xFE, "[x]"},
       {0xFD, "[x]"},
       {0x78, "[x]"},
       {0xFC, "✓"},
       {0xFB, "✗"},
       {0xE0, "→"},
       {0xE8, "→"},
       {0xF0, "⇨"}}};
  const std::string code(Attribute(node, "char"));
  for (const auto& [sign, text] : kSigns) {
    if ((std::strtoul(code.c_str(), nullptr, 16) & 0xFFU) == sign) return std::string(text);
  }
  return {};
}

std::string Box(bool checked) { return checked ? "[x]" : "[ ]"; }

}  // namespace

std::string DocxRuby(pugi::xml_node ruby) {
  const std::string base = DocxTextBelow(Child(ruby, "rubyBase"));
  std::string reading;
  for (const pugi::xml_node run : Child(ruby, "rt").children()) reading += DocxTextBelow(run);
  return reading.empty() ? base : base + "（" + reading + "）";
}

std::string DocxRaisedMark(pugi::xml_node text, const std::string& before) {
  const pugi::xml_node align = Child(Child(text.parent(), "rPr"), "vertAlign");
  if (Attribute(align, "val") != "superscript") return {};
  return std::string(RaisedMark(text.text().get(), before));
}

std::string DocxCheckBox(pugi::xml_node control) {
  const pugi::xml_node box = Child(Child(control, "sdtPr"), "checkbox");
  return box ? Box(IsOn(Child(box, "checked"))) : std::string();
}

std::string DocxCharacter(pugi::xml_node node) {
  const std::string_view name = LocalName(node);
  if (name == "tab" || name == "ptab") return "\t";
  if (name == "cr") return "\n";
  if (name == "br") return Attribute(node, "type") == "page" ? "" : "\n";
  if (name == "noBreakHyphen") return "-";
  if (name == "sym") return Symbol(node);
  if (name == "checkBox") {  // of a form of before 2007
    const pugi::xml_node checked = Child(node, "checked");
    return Box(IsOn(checked ? checked : Child(node, "default"))) + " ";
  }
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
        if (name == "oMath") text += "$" + OmmlToLatex(node) + "$";
        if (name == "ruby") text += DocxRuby(node);
        if (name == "oMath" || name == "ruby") return false;
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
