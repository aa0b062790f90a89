#pragma once

#include <set>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "wenyuan/answer/answer.h"
#include "wenyuan/search/searcher.h"
#include "wenyuan/text/analyzer.h"

namespace wenyuan::answer {

// What a passage says of a thing.
struct ThingFact {
  std::string aspect;  // as the column, the row or the key is called; empty: of a sentence
  Sentence sentence;
  std::set<std::string> words;  // of a sentence without an aspect; the thing's own are left out
  std::string named;            // of a cell: the name of the row or column that names the thing
};

// Of the passages found for one of the things: cells whose row or column names it, "key: value"
// lines and sentences. A sentence that names another of the things, too, compares them itself and
// is no fact of this one.
std::vector<ThingFact> FactsAbout(const text::Analyzer& analyzer, const std::string& thing,
                                  const std::vector<std::string>& things,
                                  std::span<const search::Hit> hits, Language language);

}  // namespace wenyuan::answer
