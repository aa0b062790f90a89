#pragma once

#include <functional>
#include <string>
#include <string_view>

#include "wenyuan/parse/document.h"
#include "wenyuan/parse/parser.h"

namespace wenyuan::parse::testing {

// A document as lines of text that a person can read and write.
std::string Dump(const Document& document);

// Parses every tests/golden/parse/*<extension> and compares with the file of the same name and
// ".blocks" added. With WENYUAN_UPDATE_GOLDEN set in the environment it writes them instead.
void CheckGoldenFiles(Parser& parser, std::string_view extension);

// Checks everything that document.h and parser.h promise of a result.
void CheckPromises(const Result<Document>& result);

// Damages `bytes` `rounds` times (flips, cuts, repeats, inserts; the seed is printed) and checks
// that Parse keeps its promises each time.
void CheckSurvivesDamage(Parser& parser, const std::string& bytes, int rounds);

// Parses and fails the test when there is no document.
Document MustParse(Parser& parser, std::string_view bytes, std::string_view name = "");

}  // namespace wenyuan::parse::testing
