#include "rank/rerank_features.h"

#include <gtest/gtest.h>

#include <cmath>

#include "fakes.h"
#include "rank/query_terms.h"
#include "wenyuan/search/tree_ensemble.h"

namespace wenyuan::search {
namespace {

std::vector<Hit> Hits(const std::vector<std::string>& texts) {
  std::vector<Hit> hits;
  for (const std::string& text : texts) {
    Hit& hit = hits.emplace_back();
    hit.score = 10 - 2 * static_cast<double>(hits.size() - 1);
    hit.document.number = static_cast<std::uint32_t>(hits.size());
    hit.chunk.text = text;
  }
  return hits;
}

std::vector<RerankFeatures> Rows(const std::string& question, const std::vector<Hit>& hits) {
  const WordAnalyzer analyzer;
  return FeaturesOfHits(analyzer, question, analyzer.Query(question), hits);
}

float Of(const RerankFeatures& row, RerankFeature feature) {
  return row[static_cast<std::size_t>(feature)];
}

TEST(QueryTerms, CountPairsAndTheirCharactersButNoLongerWords) {
  class Fixed final : public text::Analyzer {
   public:
    std::vector<text::Token> Tokens(std::string_view) const override {
      return {{"年假", 0, 2, 0, 6}, {"假天", 1, 2, 3, 9}, {"年假天", 0, 3, 0, 9}};
    }
    text::AnalyzedQuery Query(std::string_view) const override { return {}; }
    bool IsWord(std::string_view) const override { return true; }
    Result<void> ReloadUserDictionary() override { return {}; }
  };
  text::AnalyzedQuery query;
  query.terms = {{"年假", 1}, {"年假天", 1}, {"5", 1}};
  const Fixed analyzer;
  const QueryTerms terms(analyzer, query);
  EXPECT_EQ(terms.size(), 4U);  // 年, 假, 年假, 5
  const QueryTerms::Reading reading = terms.In("年假天");
  EXPECT_EQ(reading.units, 3U);
  ASSERT_EQ(reading.matches.size(), 3U);  // each character once, although two pairs hold it
  EXPECT_EQ(reading.matches[0].position, 0U);
  EXPECT_EQ(reading.matches[1].position, 0U);
  EXPECT_EQ(reading.matches[2].position, 1U);
  EXPECT_EQ(reading.matches[2].begin, 3U);
}

TEST(RerankFeatures, WithoutVectorsTheirFeaturesAreMissing) {
  auto hits = Hits({"pump oil", "pump"});
  EXPECT_TRUE(std::isnan(Of(Rows("pump", hits)[0], RerankFeature::kSimilarity)));
  hits[0].similarity = 0.8;
  hits[1].similarity = 0.9;
  const auto rows = Rows("pump", hits);
  EXPECT_FLOAT_EQ(Of(rows[0], RerankFeature::kSimilarity), 0.8F);
  EXPECT_FLOAT_EQ(Of(rows[0], RerankFeature::kSimilarityBelow), 0.1F);
  EXPECT_FLOAT_EQ(Of(rows[1], RerankFeature::kSimilarityBelow), 0);
}

TEST(RerankFeatures, RarerTermsWeighMore) {
  const auto rows = Rows("pump noise", Hits({"pump oil", "pump bar", "noise"}));
  EXPECT_GT(Of(rows[2], RerankFeature::kBodyCoverage), Of(rows[0], RerankFeature::kBodyCoverage));
  EXPECT_FLOAT_EQ(Of(rows[2], RerankFeature::kBestCoverage), 1);
}

TEST(RerankFeatures, TitlesCountBesideTheText) {
  auto hits = Hits({"oil", "pump"});
  hits[0].document.title = "pump";
  const auto rows = Rows("pump", hits);
  EXPECT_FLOAT_EQ(Of(rows[0], RerankFeature::kBodyCoverage), 0);
  EXPECT_FLOAT_EQ(Of(rows[0], RerankFeature::kTitleCoverage), 1);
  EXPECT_FLOAT_EQ(Of(rows[0], RerankFeature::kWholeCoverage), 1);
  EXPECT_TRUE(std::isnan(Of(rows[0], RerankFeature::kHeadingCoverage)));
}

TEST(RerankFeatures, RunsAndOrderFollowTheQuestion) {
  const auto rows =
      Rows("big red pump", Hits({"the big red pump", "pump red big", "big pump red"}));
  EXPECT_FLOAT_EQ(Of(rows[0], RerankFeature::kLongestRun), 1);
  EXPECT_FLOAT_EQ(Of(rows[1], RerankFeature::kLongestRun), 1.F / 3);
  EXPECT_FLOAT_EQ(Of(rows[0], RerankFeature::kOrder), 2.F / 3);
  EXPECT_FLOAT_EQ(Of(rows[1], RerankFeature::kOrder), 0);
}

TEST(RerankFeatures, AWindowHoldsOnlyWhatStandsNear) {
  std::string far = "pump";
  for (int i = 0; i < 20; ++i) far += " and";
  far += " noise";
  const auto rows = Rows("pump noise", Hits({far, "x pump noise", "y"}));
  EXPECT_FLOAT_EQ(Of(rows[0], RerankFeature::kNarrowWindow), 0.5F);
  EXPECT_FLOAT_EQ(Of(rows[0], RerankFeature::kWideWindow), 1);
  EXPECT_FLOAT_EQ(Of(rows[1], RerankFeature::kNarrowWindow), 1);
  EXPECT_FLOAT_EQ(Of(rows[1], RerankFeature::kFirstPlace), 1.F / 3);
}

TEST(RerankFeatures, NumbersOfTheQuestionAreLookedFor) {
  const auto rows = Rows("report 2024", Hits({"report 2023", "report 2024"}));
  EXPECT_FLOAT_EQ(Of(rows[0], RerankFeature::kNumbers), 0);
  EXPECT_FLOAT_EQ(Of(rows[1], RerankFeature::kNumbers), 1);
  EXPECT_TRUE(std::isnan(Of(Rows("report", Hits({"a", "b"}))[0], RerankFeature::kNumbers)));
}

TEST(RerankFeatures, NothingIsInfinite) {
  for (const std::string question : {"", " ", "。", "a"}) {
    for (const RerankFeatures& row : Rows(question, Hits({"", " ", "a", "。"}))) {
      for (const float value : row) EXPECT_FALSE(std::isinf(value));
    }
  }
  EXPECT_TRUE(Rows("a", {}).empty());
}

TEST(SumOfTrees, GoesLeftBelowTheThresholdAndWhereMissingValuesGo) {
  // x0 < 1 ? 10 : (x1 < 2 ? 20 : 30), missing to the right, then to the left; and a leaf of 0.5.
  const std::vector<TreeNode> nodes = {{1, 1, 2, 0, false},  {10, 0, 0, 0, false},
                                       {2, 1, 2, 1, true},   {20, 0, 0, 0, false},
                                       {30, 0, 0, 0, false}, {0.5F, 0, 0, 0, false}};
  const std::vector<std::uint32_t> roots = {0, 5};
  const float nan = std::nanf("");
  const auto sum = [&](float x0, float x1) {
    return SumOfTrees(nodes, roots, std::vector<float>{x0, x1});
  };
  EXPECT_FLOAT_EQ(sum(0, 0), 10.5F);
  EXPECT_FLOAT_EQ(sum(1, 1.9F), 20.5F);
  EXPECT_FLOAT_EQ(sum(1, 2), 30.5F);
  EXPECT_FLOAT_EQ(sum(nan, 2), 30.5F);
  EXPECT_FLOAT_EQ(sum(nan, nan), 20.5F);
}

}  // namespace
}  // namespace wenyuan::search
