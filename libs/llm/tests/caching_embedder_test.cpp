#include "wenyuan/llm/caching_embedder.h"

#include <gtest/gtest.h>

#include "wenyuan/llm/absent_embedder.h"

namespace wenyuan::llm {
namespace {

// Counts what it is asked; the vector is that count.
class CountingEmbedder final : public Embedder {
 public:
  [[nodiscard]] Result<EmbedderInfo> Info(Deadline) const override {
    if (away) return Error{ErrorCode::kUnavailable, "away"};
    return EmbedderInfo{id, id, 1, 0};
  }
  Result<Embeddings> Embed(TextKind, std::span<const std::string> texts, Deadline) const override {
    if (away) return Error{ErrorCode::kUnavailable, "away"};
    ++calls;
    return Embeddings{1, std::vector<float>(texts.size(), static_cast<float>(calls)), 1};
  }

  bool away = false;
  std::string id = "first";
  mutable int calls = 0;
};

class CachingEmbedderTest : public ::testing::Test {
 protected:
  float Ask(const std::string& question, TextKind kind = TextKind::kQuery) {
    const auto made = embedder_->Embed(kind, std::span(&question, 1), Deadline::Never());
    return made ? made->values.at(0) : -1;
  }

  std::unique_ptr<CountingEmbedder> owned_ = std::make_unique<CountingEmbedder>();
  CountingEmbedder& inner_ = *owned_;
  std::unique_ptr<Embedder> embedder_ = MakeCachingEmbedder(std::move(owned_), 2);
};

TEST_F(CachingEmbedderTest, RemembersTheLastQuestions) {
  EXPECT_EQ(Ask("a"), 1);
  EXPECT_EQ(Ask("b"), 2);
  EXPECT_EQ(Ask("a"), 1);
  EXPECT_EQ(Ask("c"), 3);  // "b" was asked longest ago
  EXPECT_EQ(Ask("a"), 1);
  EXPECT_EQ(Ask("b"), 4);
}

TEST_F(CachingEmbedderTest, RemembersNoPassagesAndNoLongQuestions) {
  EXPECT_EQ(Ask("a", TextKind::kPassage), 1);
  EXPECT_EQ(Ask("a", TextKind::kPassage), 2);
  EXPECT_EQ(Ask("a"), 3);
  const std::string long_question(2000, 'x');
  EXPECT_EQ(Ask(long_question), 4);
  EXPECT_EQ(Ask(long_question), 5);
}

TEST_F(CachingEmbedderTest, ForgetsWhenTheModelChanges) {
  EXPECT_EQ(Ask("a"), 1);
  inner_.id = "second";
  EXPECT_EQ(Ask("a"), 2);
}

TEST_F(CachingEmbedderTest, AnswersWhatItRemembersWhileTheModelIsAway) {
  EXPECT_EQ(Ask("a"), 1);
  inner_.away = true;
  EXPECT_EQ(Ask("a"), 1);
  EXPECT_EQ(Ask("b"), -1);
}

TEST(AbsentEmbedder, SaysWhyOnEveryCall) {
  const auto embedder = MakeAbsentEmbedder({ErrorCode::kUnavailable, "none is installed"});
  const std::string text = "a";
  EXPECT_EQ(embedder->Info(Deadline::Never()).error().message, "none is installed");
  EXPECT_EQ(
      embedder->Embed(TextKind::kQuery, std::span(&text, 1), Deadline::Never()).error().message,
      "none is installed");
}

}  // namespace
}  // namespace wenyuan::llm
