#pragma once

#include <string>

#include "html_tree.h"
#include "wenyuan/parse/document.h"

namespace wenyuan::parse {

// Whether a table element holds data rather than the layout of a page.
bool IsDataTable(const GumboNode* table);

Table ReadHtmlTable(const GumboNode* table);

// The visible text below `node`, one line per block.
std::string TextBelow(const GumboNode* node);

// What an element stands for without text of its own: alternative texts, values of form fields,
// the TeX of an equation.
std::string Replacement(const GumboNode* node);

// "^" where `node` is raised text that would be misread beside `before`: the 6 of 10 to the 6th.
std::string RaisedMark(const GumboNode* node, const std::string& before);

// Ends the line before and after itself.
bool IsBlockElement(GumboTag tag);

}  // namespace wenyuan::parse
