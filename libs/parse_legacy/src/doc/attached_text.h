#pragma once

#include <string_view>
#include <vector>

#include "doc/file_information.h"
#include "doc/reader.h"

namespace wenyuan::parse {

// Foot- and endnotes and comments (with their author), to be found by the character that refers to
// them. Requires that the text and its marks are loaded.
void LoadDocNotes(const DocInformation& information, std::string_view table, DocContext& context);

// The texts of boxes, to be found by their anchor where there is one, else in the result.
std::vector<DocSpan> LoadDocBoxes(const DocInformation& information, std::string_view table,
                                  DocContext& context);

// The different texts at the top or bottom of pages.
std::vector<std::string> LoadDocHeaders(const DocInformation& information, std::string_view table,
                                        const DocContext& context);

}  // namespace wenyuan::parse
