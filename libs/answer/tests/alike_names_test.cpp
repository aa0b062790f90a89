#include "wenyuan/answer/alike_names.h"

#include <gmock/gmock.h>

#include <cmath>
#include <map>

#include "fixtures.h"

namespace wenyuan::answer {
namespace {

// Knows what means the same by heart; all else is as near as texts of one kind are.
class WordEmbedder final : public llm::Embedder {
 public:
  Result<llm::EmbedderInfo> Info(Deadline) const override { return llm::EmbedderInfo{}; }
  Result<llm::Embeddings> Embed(llm::TextKind, std::span<const std::string> texts,
                                Deadline) const override {
    if (away) return Error{ErrorCode::kUnavailable, "away"};
    static const std::map<std::string, float, std::less<>> kAngles = {
        {"人力成本", 0.1F}, {"人工成本", 0.2F}, {"运输费用", 1.0F}, {"制造费用", 0.6F}};
    llm::Embeddings made;
    made.dimension = 2;
    for (const std::string& text : texts) {
      const auto known = kAngles.find(text);
      const float angle = known == kAngles.end() ? 2.0F : known->second;
      made.values.push_back(std::cos(angle));
      made.values.push_back(std::sin(angle));
    }
    return made;
  }
  bool away = false;
};

Answer Ask(const std::string& question, const WordEmbedder& embedder) {
  const FixedSearcher searcher({TableHit(
      "云岭集团成本", "",
      {{"成本项目", "一季度", "二季度"}, {"人工成本", "521", "543"}, {"制造费用", "290", "301"}})});
  const auto same = MakeExtractiveAnswerer(SharedAnalyzer(), searcher);
  Question asked;
  asked.text = question;
  auto answer = MakeAlikeNamesAnswerer(SharedAnalyzer(), embedder, *same)->Ask(asked, {}, {});
  EXPECT_TRUE(answer);
  return answer ? *std::move(answer) : Answer{};
}

TEST(AlikeNames, FindTheRowThatIsCalledOtherwise) {
  const Answer answer = Ask("云岭集团二季度的人力成本是多少？", {});
  ASSERT_FALSE(answer.refused);
  ASSERT_TRUE(answer.sentences.at(0).cell);
  EXPECT_EQ(answer.sentences[0].cell->value, "543");
  EXPECT_EQ(answer.understood, "云岭集团二季度的人工成本是多少？");
}

TEST(AlikeNames, WhatIsOnlyOfTheSameKindIsAnotherThing) {
  EXPECT_TRUE(Ask("云岭集团二季度的运输费用是多少？", {}).refused);
}

TEST(AlikeNames, WithoutTheEmbedderItIsRefusedAsBefore) {
  WordEmbedder embedder;
  embedder.away = true;
  EXPECT_TRUE(Ask("云岭集团二季度的人力成本是多少？", embedder).refused);
}

TEST(AlikeNames, WhatStandsThereNeedsNone) {
  const Answer answer = Ask("云岭集团二季度的人工成本是多少？", {});
  ASSERT_FALSE(answer.refused);
  EXPECT_TRUE(answer.understood.empty());
}

}  // namespace
}  // namespace wenyuan::answer
