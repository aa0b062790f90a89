#include "wenyuan/search/rerank.h"

#include <gtest/gtest.h>

#include <limits>

#include "fakes.h"

namespace wenyuan::search {
namespace {

std::vector<Hit> Hits(const std::vector<std::string>& texts) {
  std::vector<Hit> hits;
  for (const std::string& text : texts) {
    Hit& hit = hits.emplace_back();
    hit.score = 10 - static_cast<double>(hits.size());
    hit.chunk.text = text;
  }
  return hits;
}

std::vector<std::string> Texts(const std::vector<Hit>& hits) {
  std::vector<std::string> texts;
  for (const Hit& hit : hits) texts.push_back(hit.chunk.text);
  return texts;
}

using Strings = std::vector<std::string>;

TEST(RerankByModel, PutsHitsInTheModelsOrderAndScoresStayWithThePlaces) {
  FakeReranker model;
  model.scores = {{"a", -9}, {"b", 9}, {"c", 2}};
  auto hits = Hits({"a", "b", "c", "d"});
  const ModelRerank done = RerankByModel(model, "q", {}, {.depth = 3, .slice = 2}, hits);
  EXPECT_EQ(Texts(hits), (Strings{"b", "c", "a", "d"}));
  for (std::size_t i = 0; i < hits.size(); ++i) {
    EXPECT_EQ(hits[i].score, 9 - static_cast<double>(i));
  }
  EXPECT_EQ(done.wanted, 3U);
  EXPECT_EQ(done.read, 3U);
  EXPECT_EQ(done.note, "");
  EXPECT_EQ(model.asked, (std::vector<Strings>{{"a", "b"}, {"c"}}));
}

TEST(RerankByModel, WhereAHitWasFoundCountsBesideTheModel) {
  FakeReranker model;
  model.scores = {{"a", 1}, {"b", 2}, {"c", 9}};
  auto hits = Hits({"a", "b", "c"});  // scores 9, 8, 7
  RerankByModel(model, "q", {}, {}, hits);
  EXPECT_EQ(Texts(hits), (Strings{"c", "a", "b"}));  // b is better by less than its place is worse
  model.scores = {{"a", 0.01F}, {"b", 0.999F}, {"c", 0.5F}};  // chances of another server
  hits = Hits({"a", "b", "c"});
  RerankByModel(model, "q", {}, {}, hits);
  EXPECT_EQ(Texts(hits), (Strings{"b", "a", "c"}));
}

TEST(RerankByModel, TheModelReadsTitleAndHeadings) {
  FakeReranker model;
  auto hits = Hits({"a", "b"});
  hits[0].document.title = "title";
  hits[0].chunk.heading_path = "one > two";
  RerankByModel(model, "q", {}, {}, hits);
  EXPECT_EQ(model.asked[0][0], "title\none > two\na");
}

TEST(RerankByModel, WhatWasReadBeforeTheModelFailedIsPutInOrder) {
  FakeReranker model;
  model.scores = {{"a", -9}, {"b", 9}, {"c", 30}, {"d", 40}};
  model.answers = 1;
  auto hits = Hits({"a", "b", "c", "d"});
  const ModelRerank done = RerankByModel(model, "q", {}, {.depth = 4, .slice = 2}, hits);
  EXPECT_EQ(Texts(hits), (Strings{"b", "a", "c", "d"}));
  EXPECT_EQ(done.read, 2U);
  EXPECT_EQ(done.note, "reranking was left out: the model is away");
  EXPECT_EQ(done.note_zh, "未能重排：模型不在");
}

TEST(RerankByModel, StopsWhenTheTimeIsUp) {
  FakeReranker model;
  auto hits = Hits({"a", "b", "c"});
  const ModelRerank late = RerankByModel(
      model, "q", {}, {.deadline = Deadline::After(std::chrono::milliseconds(-1))}, hits);
  EXPECT_EQ(late.read, 0U);
  EXPECT_TRUE(model.asked.empty());
  EXPECT_EQ(late.note, "time was up: the reranker read 0 of 3 passages");

  // No slice is begun that the last one says will not be done in time.
  model.pause = std::chrono::milliseconds(30);
  const ModelRerank some =
      RerankByModel(model, "q", {},
                    {.slice = 1, .deadline = Deadline::After(std::chrono::milliseconds(31))}, hits);
  EXPECT_LE(some.read, 1U);
}

TEST(RerankByModel, ATimeoutOfTheModelReadsLikeOurOwn) {
  FakeReranker model;
  model.answers = 0;
  model.failure = {ErrorCode::kTimeout, "too late"};
  auto hits = Hits({"a", "b"});
  EXPECT_EQ(RerankByModel(model, "q", {}, {}, hits).note,
            "time was up: the reranker read 0 of 2 passages");
}

TEST(RerankByModel, ScoresThatAreNoNumbersChangeNothing) {
  FakeReranker model;
  model.scores = {{"b", std::numeric_limits<float>::quiet_NaN()}};
  auto hits = Hits({"a", "b"});
  const ModelRerank done = RerankByModel(model, "q", {}, {}, hits);
  EXPECT_EQ(Texts(hits), (Strings{"a", "b"}));
  EXPECT_NE(done.note, "");
  EXPECT_NE(done.note_zh, "");
}

TEST(RerankByModel, IsNotAskedAboutIdentifiersOrASingleHit) {
  FakeReranker model;
  text::AnalyzedQuery code;
  code.preferred.push_back({{{"ppr", 0}}});
  auto hits = Hits({"a", "b"});
  RerankByModel(model, "q", code, {}, hits);
  auto one = Hits({"a"});
  RerankByModel(model, "q", {}, {}, one);
  EXPECT_TRUE(model.asked.empty());
}

TEST(RerankByFeatures, OrdersTheFirstThirtyAndScoresStayWithThePlaces) {
  const WordAnalyzer analyzer;
  std::vector<std::string> texts(29, "north hall and nothing else");
  texts.push_back("the pump of the north hall weighs ten tons");
  texts.emplace_back("pump north hall tons weighs");
  auto hits = Hits(texts);
  const std::string question = "pump north hall tons weighs";
  RerankByFeatures(analyzer, question, analyzer.Query(question), hits);
  EXPECT_EQ(hits.size(), 31U);
  EXPECT_NE(Texts(hits), texts);  // what has more of the question moves up …
  EXPECT_NE(hits[29].chunk.text, texts[29]);
  EXPECT_EQ(hits[30].chunk.text, texts[30]);  // … and what lies behind the thirtieth does not move
  for (std::size_t i = 0; i < hits.size(); ++i) {
    EXPECT_EQ(hits[i].score, 9 - static_cast<double>(i));
  }
}

TEST(RerankByFeatures, IdentifiersAndQuotationsKeepTheirOrder) {
  const WordAnalyzer analyzer;
  auto hits = Hits({"north hall", "pump of the north hall", "pump"});
  const auto before = Texts(hits);
  RerankByFeatures(analyzer, "\"pump north\"", analyzer.Query("\"pump north\""), hits);
  EXPECT_EQ(Texts(hits), before);
  std::vector<Hit> none;
  RerankByFeatures(analyzer, "pump", analyzer.Query("pump"), none);
  EXPECT_TRUE(none.empty());
}

}  // namespace
}  // namespace wenyuan::search
