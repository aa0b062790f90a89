#include "classify/label_meaning.h"

#include <gmock/gmock.h>

#include "summary_fixtures.h"

namespace wenyuan::answer {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::SizeIs;

// Knows two directions: what has to do with days off, and all else.
class LeaveEmbedder final : public llm::Embedder {
 public:
  Result<llm::EmbedderInfo> Info(Deadline) const override {
    return llm::EmbedderInfo{"leave", "leave", 2, 0};
  }
  Result<llm::Embeddings> Embed(llm::TextKind kind, std::span<const std::string> texts,
                                Deadline) const override {
    if (away) return Error{ErrorCode::kUnavailable, "away"};
    EXPECT_EQ(kind, llm::TextKind::kQuery);
    asked.assign(texts.begin(), texts.end());
    llm::Embeddings found{2, {}, 0};
    for (const std::string& text : texts) {
      const bool leave = text.find("年假") != std::string::npos ||
                         text.find("days off") != std::string::npos ||
                         text.find("leave") != std::string::npos;
      found.values.push_back(leave ? .8F : .2F);
      found.values.push_back(leave ? .2F : .8F);
    }
    return found;
  }
  bool away = false;
  mutable std::vector<std::string> asked;
};

const std::vector<Label> kLabels = {{"invoice"}, {"leave"}, {"请假", "年假和病假"}};
const SourceText kRules = MakeSource(
    "休假制度", {{"", "每年有十五天年假可以休息。"}, {"", "停车场在地下二层靠东边的位置。"}});
const std::vector<std::size_t> kAll = {0, 1};

TEST(LabelMeaning, IsOfTheTitleAndSentencesInAnyLanguage) {
  const LeaveEmbedder embedder;
  const LabelMeaning meaning(&embedder, kLabels, kRules, "年假", kAll, Deadline::Never());
  ASSERT_TRUE(meaning.known());
  EXPECT_THAT(embedder.asked,
              ElementsAre("年假", "每年有十五天年假可以休息。", "停车场在地下二层靠东边的位置。",
                          "this text is about invoice", "this text is about leave",
                          "这段文字是关于请假：年假和病假的"));
  const std::vector<double> fits = meaning.Fits();
  ASSERT_THAT(fits, SizeIs(3));
  EXPECT_EQ(fits[0], 0);
  EXPECT_GT(fits[1], .5);
  EXPECT_NEAR(fits[1], fits[2], 1e-6);
  ASSERT_THAT(meaning.Evidence(1), SizeIs(1));
  EXPECT_THAT(meaning.Evidence(1).front().text, HasSubstr("年假"));
  EXPECT_THAT(meaning.Evidence(0).front().text, HasSubstr("停车场"));
}

TEST(LabelMeaning, NothingIsKnownWithoutAnEmbedder) {
  LeaveEmbedder embedder;
  embedder.away = true;
  EXPECT_FALSE(LabelMeaning(&embedder, kLabels, kRules, "年假", kAll, Deadline::Never()).known());
  EXPECT_FALSE(LabelMeaning(nullptr, kLabels, kRules, "年假", kAll, Deadline::Never()).known());
}

}  // namespace
}  // namespace wenyuan::answer
