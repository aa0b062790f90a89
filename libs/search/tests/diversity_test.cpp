#include "wenyuan/search/diversity.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <random>

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

std::vector<std::string> Texts(const std::vector<Hit>& hits) {
  std::vector<std::string> texts;
  for (const Hit& hit : hits) texts.push_back(hit.chunk.text);
  return texts;
}

std::vector<std::pair<double, std::string>> Pumps() {
  return {{10.0, "pump pressure table of the north plant in winter"},
          {9.9, "pump pressure table of the north plant in summer"},
          {9.8, "pump pressure table of the north plant in spring"},
          {9.7, "pump noise limits for houses nearby"},
          {5.0, "pump oil"}};
}

Hit Chunk(store::DocumentNumber document, std::uint32_t number, std::string text = "one two") {
  Hit hit;
  hit.document.number = document;
  hit.revision = 1;
  hit.chunk.number = number;
  hit.chunk.text = std::move(text);
  return hit;
}

std::vector<std::vector<std::size_t>> Joined(const std::vector<Hit>& hits, std::size_t most) {
  std::vector<std::vector<std::size_t>> places;
  for (const Neighbours& group : JoinNeighbours(hits, most)) places.push_back(group.hits);
  return places;
}

using Places = std::vector<std::vector<std::size_t>>;

TEST(Diversify, AnotherThingComesBeforeTheSameAgain) {
  auto hits = Hits(Pumps());
  text::AnalyzedQuery query;
  query.terms.push_back({"pump", 1});
  Diversify(WordAnalyzer(), query, {.k = 4}, hits);
  EXPECT_EQ(hits[0].chunk.text, Pumps()[0].second);
  EXPECT_EQ(hits[1].chunk.text, Pumps()[3].second);
  EXPECT_EQ(hits[4].chunk.text, "pump oil");  // too weak to be lifted
}

TEST(Diversify, ScoresStillDescend) {
  auto hits = Hits(Pumps());
  Diversify(WordAnalyzer(), {}, {.k = 4}, hits);
  for (std::size_t i = 0; i < hits.size(); ++i) EXPECT_EQ(hits[i].score, Pumps()[i].first);
}

TEST(Diversify, ChangesNothingForThreeHitsOrAnIdentifier) {
  auto hits = Hits(Pumps());
  Diversify(WordAnalyzer(), {}, {.k = 3}, hits);
  EXPECT_EQ(Texts(hits), Texts(Hits(Pumps())));
  text::AnalyzedQuery code;
  code.preferred.push_back({{{"ppr", 0}}});
  Diversify(WordAnalyzer(), code, {.k = 10}, hits);
  EXPECT_EQ(Texts(hits), Texts(Hits(Pumps())));
}

TEST(Diversify, TheEndOfALongListKeepsItsOrder) {
  std::vector<std::pair<double, std::string>> scored;
  for (int i = 0; i < 100; ++i) {
    scored.emplace_back(10.0 - 0.001 * i, i % 2 == 0 ? "pump pressure table of the plant"
                                                     : "noise " + std::to_string(i));
  }
  auto hits = Hits(scored);
  text::AnalyzedQuery query;
  query.terms.push_back({"pump", 1});
  Diversify(WordAnalyzer(), query, {.k = 100}, hits);
  const std::vector<Hit> before = Hits(scored);
  EXPECT_NE(Texts({hits.begin(), hits.begin() + 40}), Texts({before.begin(), before.begin() + 40}));
  EXPECT_EQ(Texts({hits.begin() + 40, hits.end()}), Texts({before.begin() + 40, before.end()}));
}

TEST(Diversify, TheBestStaysFirstAndNothingIsLost) {
  const std::uint32_t seed = 7;
  std::mt19937 random(seed);
  for (int round = 0; round < 200; ++round) {
    SCOPED_TRACE("seed " + std::to_string(seed) + " round " + std::to_string(round));
    std::vector<std::pair<double, std::string>> scored;
    double score = 20;
    for (auto count = random() % 30; count > 0; --count) {
      std::string text;
      for (auto words = random() % 8; words > 0; --words) {
        text += "w" + std::to_string(random() % 12) + " ";
      }
      scored.emplace_back(score, text);
      score -= static_cast<double>(random() % 100) / 100;
    }
    auto hits = Hits(scored);
    Diversify(WordAnalyzer(), {}, {.k = 4 + random() % 8}, hits);
    ASSERT_EQ(hits.size(), scored.size());
    if (!hits.empty()) {
      EXPECT_EQ(hits[0].chunk.text, scored[0].second);
    }
    auto left = Texts(hits);
    auto right = Texts(Hits(scored));
    std::sort(left.begin(), left.end());
    std::sort(right.begin(), right.end());
    EXPECT_EQ(left, right);
  }
}

TEST(JoinNeighbours, PutsConsecutivePassagesInReadingOrder) {
  const std::vector<Hit> hits = {Chunk(1, 5), Chunk(2, 0), Chunk(1, 4), Chunk(1, 9), Chunk(1, 6)};
  EXPECT_EQ(Joined(hits, 100), (Places{{2, 0, 4}, {1}, {3}}));
}

TEST(JoinNeighbours, DoesNotPassTheLimitAndTheBetterNeighbourComesFirst) {
  const std::string five = "一二三四。";  // 5 tokens
  const std::vector<Hit> hits = {Chunk(1, 5, five), Chunk(1, 6, five), Chunk(1, 4, five)};
  EXPECT_EQ(Joined(hits, 10), (Places{{0, 1}, {2}}));
  EXPECT_EQ(Joined(hits, 1), (Places{{0}, {1}, {2}}));
}

TEST(JoinNeighbours, OtherRevisionsAndDocumentsStayApart) {
  std::vector<Hit> hits = {Chunk(1, 0), Chunk(1, 1), Chunk(2, 1)};
  hits[1].revision = 2;
  EXPECT_EQ(Joined(hits, 100), (Places{{0}, {1}, {2}}));
}

}  // namespace
}  // namespace wenyuan::search
