#include <gmock/gmock.h>

#include <cmath>

#include "fixtures.h"
#include "wenyuan/answer/answerer.h"
#include "wenyuan/llm/embedder.h"

namespace wenyuan::answer {
namespace {

using testing::HasSubstr;

const char* const kLunch = "午餐时间为11:50至12:50，员工凭工牌就餐。";

// What is said of lunch is near every question, and its answer.
class LunchModels final : public llm::Embedder, public llm::Reranker {
 public:
  Result<llm::EmbedderInfo> Info(Deadline) const override { return llm::EmbedderInfo{}; }
  Result<llm::Embeddings> Embed(llm::TextKind kind, std::span<const std::string> texts,
                                Deadline) const override {
    if (away) return Error{ErrorCode::kUnavailable, "away"};
    llm::Embeddings made;
    made.dimension = 2;
    for (const std::string& text : texts) {
      const bool near = text.find("午餐") != std::string::npos;
      const float cosine = kind == llm::TextKind::kQuery ? 1 : near ? .92F : .75F;
      made.values.push_back(cosine);
      made.values.push_back(std::sqrt(1 - cosine * cosine));
    }
    return made;
  }
  Result<std::string> Model(Deadline) const override { return std::string("lunch"); }
  Result<std::vector<float>> Rerank(const std::string&, std::span<const std::string> passages,
                                    Deadline) const override {
    std::vector<float> given;
    for (const std::string& passage : passages) {
      given.push_back(passage.find("午餐") != std::string::npos ? 2.0F : -6.0F);
    }
    return given;
  }
  bool away = false;
};

search::Hit Near(const std::string& title, const std::string& text) {
  search::Hit hit = TextHit(title, text, 0);
  hit.similarity = .85;
  return hit;
}

class MeaningAnswererTest : public testing::Test {
 protected:
  Answer Ask(const std::string& question, const llm::Reranker* reader) {
    const FixedSearcher searcher({Near("手册", std::string("公司有三个大门。") + kLunch)});
    const auto by_words = MakeExtractiveAnswerer(SharedAnalyzer(), searcher);
    const auto answerer = MakeByMeaningAnswerer(SharedAnalyzer(), models_, *by_words, {reader});
    Question asked;
    asked.text = question;
    auto answer = answerer->Ask(asked, {}, [](const Sentence&) { return true; });
    EXPECT_TRUE(answer);
    return answer ? *std::move(answer) : Answer{};
  }
  LunchModels models_;
};

TEST_F(MeaningAnswererTest, AnswersWhatIsAskedInOtherWords) {
  const Answer answer = Ask("几点吃饭？", &models_);
  ASSERT_FALSE(answer.refused);
  EXPECT_THAT(answer.text, HasSubstr("11:50"));
  EXPECT_EQ(answer.sentences.at(0).citations.at(0).title, "手册");
}

TEST_F(MeaningAnswererTest, WhatTheQuestionNumbersOrNamesMustBeThere) {
  EXPECT_TRUE(Ask("2019年几点吃饭？", &models_).refused);
  EXPECT_TRUE(Ask("PPR-9087几点吃饭？", &models_).refused);
  EXPECT_TRUE(Ask("Nordvann几点吃饭？", &models_).refused);
}

TEST_F(MeaningAnswererTest, RefusesWithoutAModelThatReadsAndWhileTheEmbedderIsAway) {
  EXPECT_TRUE(Ask("几点吃饭？", nullptr).refused);
  models_.away = true;
  EXPECT_TRUE(Ask("几点吃饭？", &models_).refused);
}

}  // namespace
}  // namespace wenyuan::answer
