#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "wenyuan/base/result.h"
#include "wenyuan/search/searcher.h"
#include "wenyuan/text/analyzer.h"

namespace wenyuan::search {

// Whether there is a letter or a digit in it; signs alone can be looked for by nothing.
bool SaysSomething(std::string_view question);
QueryHint NothingToLookFor();

// That some words of a question were left out because it is too long; nothing when none were.
std::optional<QueryHint> LeftOut(const text::AnalyzedQuery& query);

// That not everything can be found for now in the libraries of these names.
QueryHint BeingBuiltAgain(const std::vector<std::string>& libraries);

// A part number, a standard, a version, as the question writes it.
struct NamedCode {
  std::string written;
  text::QueryPhrase phrase;
};
// Those of the question that have a digit and something else, at most `kMostNamedCodes`.
inline constexpr std::size_t kMostNamedCodes = 4;
std::vector<NamedCode> CodesOf(const text::Analyzer& analyzer, std::string_view question,
                               const text::AnalyzedQuery& query);
// Whether title, heading or text of a hit has it as it is written, but for the case of letters.
bool IsWrittenIn(std::string_view code, const Hit& hit);
QueryHint NobodyHas(const std::vector<std::string>& codes, bool any_hits);

}  // namespace wenyuan::search
