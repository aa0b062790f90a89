#include "subject_lift.h"

#include <gtest/gtest.h>

#include "fakes.h"

namespace wenyuan::search {
namespace {

std::vector<Hit> Hits(const std::vector<std::pair<double, std::string>>& scored) {
  std::vector<Hit> hits;
  for (const auto& [score, text] : scored) {
    Hit& hit = hits.emplace_back();
    hit.score = score;
    hit.chunk.text = text;
  }
  return hits;
}

text::AnalyzedQuery Code() {
  text::AnalyzedQuery query;
  query.preferred.push_back({{{"ppr", 0}, {"9087", 1}}});
  return query;
}

void Lift(const text::AnalyzedQuery& query, std::vector<Hit>& hits) {
  const WordAnalyzer analyzer;
  PassageTokens tokens(analyzer);
  LiftSubjects(tokens, query, hits);
}

TEST(SubjectLift, ThePassageThatBeginsWithTheCodeComesBeforeOneThatMentionsIt) {
  auto hits = Hits({{10.3, "manual edition three of twelve pages for the regulator PPR 9087"},
                    {10.0, "PPR 9087 is a regulator"}});
  Lift(Code(), hits);
  EXPECT_EQ(hits[0].chunk.text, "PPR 9087 is a regulator");
}

TEST(SubjectLift, AClearlyBetterMatchStaysFirst) {
  auto hits = Hits({{12.0, "manual edition three of the regulator PPR 9087"},
                    {10.0, "PPR 9087 is a regulator"}});
  Lift(Code(), hits);
  EXPECT_EQ(hits[0].score, std::max(hits[0].score, hits[1].score));
  EXPECT_NE(hits[0].chunk.text, "PPR 9087 is a regulator");
}

TEST(SubjectLift, PartsThatStandApartAreNotTheCode) {
  auto hits = Hits({{10.0, "9087 pieces of PPR"}});
  Lift(Code(), hits);
  EXPECT_EQ(hits[0].score, 10.0);
}

TEST(SubjectLift, AQuestionWithoutACodeChangesNothing) {
  auto hits = Hits({{10.0, "PPR 9087"}, {9.9, "PPR 9087"}});
  Lift({}, hits);
  EXPECT_EQ(hits[0].score, 10.0);
  EXPECT_EQ(hits[1].score, 9.9);
}

}  // namespace
}  // namespace wenyuan::search
