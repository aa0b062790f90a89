#include "odf/odf_text.h"

#include <algorithm>
#include <cstdlib>

#include "wenyuan/parse_kit/strings.h"
#include "xml_walk.h"

namespace wenyuan::parse {

void AppendOdfCharacters(std::string_view characters, std::string& text) {
  for (const char c : characters) {
    const bool space = c == ' ' || c == '\n' || c == '\t' || c == '\r';
    if (!space) {
      text += c;
    } else if (!text.empty() && text.back() != ' ' && text.back() != '\n') {
      text += ' ';
    }
  }
}

std::string OdfCharacter(pugi::xml_node node) {
  constexpr int kMaxSpaces = 100;
  const std::string_view name = LocalName(node);
  if (name == "s") {
    const std::string count(Attribute(node, "c"));
    const int spaces = count.empty() ? 1 : std::clamp(std::atoi(count.c_str()), 1, kMaxSpaces);
    return std::string(static_cast<std::size_t>(spaces), ' ');
  }
  if (name == "tab") return "\t";
  if (name == "line-break") return "\n";
  return {};
}

bool IsApartInOdf(pugi::xml_node node) {
  const std::string_view name = LocalName(node);
  for (const std::string_view apart :
       {"annotation", "note", "tracked-changes", "ruby-text", "forms", "binary-data", "number",
        "script", "event-listeners", "desc", "notes"}) {
    if (name == apart) return true;
  }
  return name == "title" && std::string_view(node.name()).starts_with("svg");
}

std::string OdfTextBelow(pugi::xml_node root) {
  std::string text;
  std::string line;
  int open = 0;
  const auto is_paragraph = [](pugi::xml_node node) {
    return LocalName(node) == "p" || LocalName(node) == "h";
  };
  WalkXml(
      root,
      [&](pugi::xml_node node) {
        if (node.type() == pugi::node_pcdata || node.type() == pugi::node_cdata) {
          if (open > 0) AppendOdfCharacters(node.value(), line);
          return false;
        }
        if (IsApartInOdf(node)) return false;
        if (is_paragraph(node)) ++open;
        if (open > 0) line += OdfCharacter(node);
        return true;
      },
      [&](pugi::xml_node node) {
        if (!is_paragraph(node)) return;
        --open;
        const std::string_view trimmed = Trim(line);
        if (!trimmed.empty()) text += (text.empty() ? "" : "\n") + std::string(trimmed);
        line.clear();
      });
  return text;
}

std::string OdfComment(pugi::xml_node annotation) {
  const std::string author = Collapse(Child(annotation, "creator").text().get());
  const std::string text = OdfTextBelow(annotation);
  return text.empty() || author.empty() ? text : author + ": " + text;
}

}  // namespace wenyuan::parse
