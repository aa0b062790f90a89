#include <gtest/gtest.h>

#include <algorithm>
#include <string_view>
#include <vector>

#include "exhaustive.h"
#include "small_library.h"

namespace wenyuan::bench {
namespace {

constexpr std::size_t kQuestions = 300;
constexpr unsigned kSeed = 5;

TEST(Retrieval, FindsWhatExhaustiveScoringFindsUnderAnyRightsAndFilter) {
  SCOPED_TRACE("seed=" + std::to_string(kSeed));
  SmallLibrary library(kSeed);
  std::vector<std::vector<std::string>> questions;
  while (questions.size() < kQuestions) questions.push_back(library.Question());
  ExhaustiveScorer scorer(questions);
  for (std::size_t passage = 0; passage < library.passages().size(); ++passage) {
    std::vector<std::string> terms;
    for (const std::uint32_t word : library.passages()[passage]) {
      terms.push_back(SmallLibrary::Term(word));
    }
    const auto document = static_cast<std::uint32_t>(passage / SmallLibrary::kPassagesOfADocument);
    scorer.Add({terms.begin(), terms.end()}, !library.Restricted(document));
  }

  const index::ScoringOptions options{1.2F, 0.75F, {2, 1.5F, 1}};
  for (const auto& question : questions) {
    std::string asked;
    for (const std::string& term : question) asked += term + " ";
    SCOPED_TRACE(asked);
    const index::DocumentSet may_read = library.Filter();
    const index::DocumentSet only = library.Filter();
    const index::DocumentSet without = library.Filter();
    const index::Visible visible{library.Below(2) == 0 ? nullptr : &may_read,
                                 library.Below(3) == 0 ? nullptr : &only,
                                 library.Below(3) > 0 ? nullptr : &without};
    text::AnalyzedQuery query;
    for (const std::string& term : question) {
      query.terms.push_back({term, 0.1F * static_cast<float>(1 + library.Below(10))});
    }
    const std::size_t k = std::vector<std::size_t>{1, 10, 10, 49, 100}[library.Below(5)];
    const auto count_up_to =
        std::vector<std::uint64_t>{index::kCountAll, 1'000, 0}[library.Below(3)];
    const std::vector<index::Shard> shards = {{&library.index(), visible}};
    const auto hits = Search(shards, query, k, options, count_up_to);
    ASSERT_TRUE(hits) << hits.error().message;

    const auto all = scorer.Answer(query.terms, options, [&](std::uint32_t passage) {
      const std::uint32_t document = passage / SmallLibrary::kPassagesOfADocument;
      return (!library.Restricted(document) ||
              (visible.restricted != nullptr && visible.restricted->contains(document))) &&
             (visible.only == nullptr || visible.only->contains(document)) &&
             (visible.without == nullptr || !visible.without->contains(document));
    });
    std::vector<Found> found;
    for (const index::Hit& hit : hits->hits) {
      found.push_back({hit.document * SmallLibrary::kPassagesOfADocument + hit.chunk, hit.score});
    }
    bool same_order = false;
    ASSERT_EQ(WhyWrong(found, all, k, same_order), "");
    if (count_up_to > 0) {
      ASSERT_EQ(hits->total, std::min<std::uint64_t>(all.size(), count_up_to));
    } else {
      ASSERT_GE(hits->total, found.size());
      ASSERT_LE(hits->total, all.size());
    }
  }
}

}  // namespace
}  // namespace wenyuan::bench
