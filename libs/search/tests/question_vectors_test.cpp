#include "question_vectors.h"

#include <gtest/gtest.h>

#include "wenyuan/llm/testing/hash_embedder.h"

namespace wenyuan::search {
namespace {

// Counts what is asked of it.
class CountingEmbedder final : public llm::Embedder {
 public:
  Result<llm::EmbedderInfo> Info(Deadline deadline) const override { return inner_.Info(deadline); }
  Result<llm::Embeddings> Embed(llm::TextKind kind, std::span<const std::string> texts,
                                Deadline deadline) const override {
    ++asked;
    return inner_.Embed(kind, texts, deadline);
  }
  void SetAway(bool away) { inner_.SetAway(away); }
  mutable int asked = 0;

 private:
  llm::HashEmbedder inner_;
};

TEST(QuestionVectors, TheSameQuestionIsEmbeddedOnce) {
  CountingEmbedder embedder;
  QuestionVectors vectors;
  const auto first = vectors.Of(embedder, "s", "why?", 1, Deadline::Never());
  const auto second = vectors.Of(embedder, "s", "why?", 1, Deadline::Never());
  ASSERT_TRUE(first && second);
  EXPECT_EQ(**first, **second);
  EXPECT_EQ(embedder.asked, 1);
}

TEST(QuestionVectors, NobodyFeelsWhatAnotherAsked) {
  CountingEmbedder embedder;
  QuestionVectors vectors;
  ASSERT_TRUE(vectors.Of(embedder, "s", "why?", 1, Deadline::Never()));
  ASSERT_TRUE(vectors.Of(embedder, "s", "why?", 2, Deadline::Never()));
  EXPECT_EQ(embedder.asked, 2);
}

TEST(QuestionVectors, AFailureIsNotKept) {
  CountingEmbedder embedder;
  QuestionVectors vectors;
  embedder.SetAway(true);
  EXPECT_FALSE(vectors.Of(embedder, "s", "why?", 1, Deadline::Never()));
  embedder.SetAway(false);
  EXPECT_TRUE(vectors.Of(embedder, "s", "why?", 1, Deadline::Never()));
}

TEST(QuestionVectors, OldQuestionsAreForgotten) {
  CountingEmbedder embedder;
  QuestionVectors vectors;
  for (int i = 0; i < 2'001; ++i) {
    ASSERT_TRUE(vectors.Of(embedder, "s", "q" + std::to_string(i), 1, Deadline::Never()));
  }
  ASSERT_TRUE(vectors.Of(embedder, "s", "q2000", 1, Deadline::Never()));
  EXPECT_EQ(embedder.asked, 2'001);
  ASSERT_TRUE(vectors.Of(embedder, "s", "q0", 1, Deadline::Never()));
  EXPECT_EQ(embedder.asked, 2'002);
}

}  // namespace
}  // namespace wenyuan::search
