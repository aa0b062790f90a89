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

// What an element stands for without text of its own: alternative texts, values of form fields.
std::string Replacement(const GumboNode* node);

// Ends the line before and after itself.
bool IsBlockElement(GumboTag tag);

}  // namespace wenyuan::parse
