#pragma once

#include <map>
#include <pugixml.hpp>
#include <string>

namespace wenyuan::parse {

// The text that a run element stands for without having any: tab, line break, hyphen,
// a sign of a symbol font, a check box of a form. Empty for elements that stand for nothing.
std::string DocxCharacter(pugi::xml_node node);

// "漢（かん）" of a text with its reading above it.
std::string DocxRuby(pugi::xml_node ruby);

// "^" where the text of a run is raised and would be misread beside `before`: the 6 of 10 to the
// 6th.
std::string DocxRaisedMark(pugi::xml_node text, const std::string& before);

// "[x]" or "[ ]" of a content control that is a check box, else empty.
std::string DocxCheckBox(pugi::xml_node control);

// Elements whose content is not shown: deleted text, field codes, properties, the second of two
// alternatives.
bool IsHiddenInDocx(pugi::xml_node node);

// The text below a node, one line per paragraph.
std::string DocxTextBelow(pugi::xml_node root);

// The texts of footnotes.xml, endnotes.xml or comments.xml by id; comments start with their author.
std::map<std::string, std::string> ReadDocxNotes(pugi::xml_node root);

}  // namespace wenyuan::parse
