#pragma once

#include <pugixml.hpp>
#include <string>
#include <string_view>

namespace wenyuan::parse {

// Adds characters of a paragraph: white space in XML counts as one space at most.
void AppendOdfCharacters(std::string_view characters, std::string& text);

// What an element stands for inside of a paragraph: text:s, text:tab, text:line-break.
std::string OdfCharacter(pugi::xml_node node);

// Never part of the text around it: notes, comments, deleted text, phonetic guides, form data.
bool IsApartInOdf(pugi::xml_node node);

// All paragraphs below a node, one a line, without what is apart.
std::string OdfTextBelow(pugi::xml_node root);

// "Li Na: why?"
std::string OdfComment(pugi::xml_node annotation);

}  // namespace wenyuan::parse
