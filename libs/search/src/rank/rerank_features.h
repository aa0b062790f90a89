#pragma once

#include <array>
#include <cstddef>
#include <span>
#include <string_view>
#include <vector>

#include "wenyuan/search/searcher.h"
#include "wenyuan/text/analyzer.h"

namespace wenyuan::search {

// What the learned reranker looks at. Weights of the question's terms are their idf among the hits
// times what the analyzer gives them. Order matters: the shipped trees name features by number.
enum class RerankFeature : std::size_t {
  kScore,            // by that of the best hit
  kMargin,           // of the best hit over the second, by the best: how sure the first stage is
  kRank,             // 1 / place
  kCoverage,         // Hit::coverage
  kSimilarity,       // to the question's vector; NaN without one
  kSimilarityBelow,  // how far below the most similar hit; NaN without one
  kBodyCoverage,     // weight of the terms in the text
  kWholeCoverage,    // the same with title and headings
  kPairCoverage,     // the same for pairs and words, single characters left out
  kTitleCoverage,    // of the title alone
  kHeadingCoverage,  // of the headings alone; NaN without headings
  kBestCoverage,     // kWholeCoverage below the best hit's by it
  kLongestRun,       // longest run of the question's units in the text, of its length
  kOrder,            // share of the question's neighbouring units that are neighbours in the text
  kNarrowWindow,     // most weight within 12 units
  kWideWindow,       // most weight within 40 units
  kFirstPlace,       // where the best wide window begins, of the text's length
  kDensity,          // matches a unit
  kNumbers,          // share of the question's numbers and codes that the text has; NaN without any
  kNewNumber,        // a number in the best window that the question has not, asked for or not
  kLogUnits,         // length of the text
  kSameScript,       // whether question and text are both mostly Han, or neither
  kSiblings,         // log of the number of hits of the same document
  kDocumentBest,     // whether it is its document's best hit
  kQuestionTerms,    // log of the number of the question's terms
  kAsksForNumber,    // when, how many, 多少, 哪年 …
  kIsTable,
  kCount
};

inline constexpr std::size_t kRerankFeatures = static_cast<std::size_t>(RerankFeature::kCount);
using RerankFeatures = std::array<float, kRerankFeatures>;

// One row for each hit. Requires hits best first.
std::vector<RerankFeatures> FeaturesOfHits(const text::Analyzer& analyzer,
                                           std::string_view question,
                                           const text::AnalyzedQuery& query,
                                           std::span<const Hit> hits);

}  // namespace wenyuan::search
