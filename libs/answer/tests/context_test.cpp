#include "wenyuan/answer/context.h"

#include <gtest/gtest.h>

#include <random>

#include "fixtures.h"
#include "wenyuan/search/compress.h"

namespace wenyuan::answer {
namespace {

search::Hit Chunk(store::DocumentNumber document, std::uint32_t number, const std::string& text,
                  double score = 20) {
  search::Hit hit = TextHit("手册" + std::to_string(document), text, score);
  hit.document.number = document;
  hit.chunk.number = number;
  hit.chunk.heading_path = "第三章";
  return hit;
}

Context Build(const std::string& question, const std::vector<search::Hit>& hits,
              std::size_t budget) {
  return BuildContext(SharedAnalyzer(), question, hits, budget);
}

TEST(BuildContext, GivesEverythingThatFitsWithNeighboursInReadingOrder) {
  const std::vector<search::Hit> hits = {Chunk(1, 5, "年假可以顺延到次年三月。"),
                                         Chunk(2, 0, "年假按工龄计算。"),
                                         Chunk(1, 4, "年假每年十五天。")};
  const Context context = Build("年假几天", hits, 500);
  ASSERT_EQ(context.parts.size(), 2U);
  EXPECT_EQ(context.parts[0].heading, "手册1 › 第三章");
  EXPECT_EQ(context.parts[0].text, "年假每年十五天。\n年假可以顺延到次年三月。");
  EXPECT_EQ(context.parts[1].text, "年假按工龄计算。");
  EXPECT_EQ(context.ratio, 1);
  EXPECT_EQ(context.kept_mass, 1);
}

TEST(BuildContext, KeepsWhatBearsOnTheQuestionAndSaysHowMuch) {
  const std::string text =
      "食堂每天早上七点开门。访客须在前台登记。年假每年十五天，可以顺延。停车场在地下二层。"
      "会议室须提前预订。打印机在三楼走廊尽头。";
  const Context context = Build("年假可以顺延吗", {Chunk(1, 0, text)}, 22);
  ASSERT_EQ(context.parts.size(), 1U);
  EXPECT_NE(context.parts[0].text.find("年假每年十五天，可以顺延。"), std::string::npos);
  EXPECT_EQ(context.parts[0].text.find("停车场"), std::string::npos);
  EXPECT_LE(context.tokens, 22U);
  EXPECT_GT(context.ratio, 1);
  EXPECT_GT(context.kept_mass, 0.5);
  EXPECT_LT(context.kept_mass, 1);
}

TEST(BuildContext, WhatLiesBetweenPassagesThatAreReadTogetherShows) {
  const std::vector<search::Hit> hits = {Chunk(1, 0, "年假每年十五天。"),
                                         Chunk(1, 1, "食堂七点开门。"),
                                         Chunk(1, 2, "年假可以顺延。")};
  const Context context = Build("年假顺延几天", hits, 30);
  ASSERT_EQ(context.parts.size(), 1U);
  EXPECT_EQ(context.parts[0].text, "年假每年十五天。\n… 年假可以顺延。");
}

// Attends to the parts that hold a word, and to no others.
class Attentive final : public llm::TextWeigher {
 public:
  std::string word;
  std::optional<Error> failure;
  mutable std::vector<std::vector<std::string>> read;

  Result<std::vector<llm::WeighedPassage>> Weigh(const std::string&,
                                                 std::span<const std::vector<std::string>> passages,
                                                 Deadline) const override {
    read.assign(passages.begin(), passages.end());
    if (failure) return *failure;
    std::vector<llm::WeighedPassage> weighed;
    for (const auto& parts : passages) {
      llm::WeighedPassage& one = weighed.emplace_back();
      for (const std::string& part : parts) {
        one.weights.emplace_back(part.find(word) != std::string::npos ? 0.9F : 0.0001F);
      }
    }
    return weighed;
  }
};

constexpr const char* kDay =
    "食堂每天早上七点开门。访客须在前台登记。年假每年十五天，可以顺延。停车场在地下二层。"
    "会议室须提前预订。打印机在三楼走廊尽头。";

TEST(BuildContext, WholeSentencesThatDrawAttentionAreKept) {
  Attentive model;
  model.word = "打印机";
  const std::vector<search::Hit> hits = {Chunk(1, 0, kDay)};
  const Context context =
      BuildContext(SharedAnalyzer(), "怎样打文件", hits, 22, {&model, std::chrono::seconds(1)});
  EXPECT_TRUE(context.by_attention);
  EXPECT_FALSE(context.without_attention);
  ASSERT_EQ(context.parts.size(), 1U);
  EXPECT_NE(context.parts[0].text.find("打印机在三楼走廊尽头。"), std::string::npos);
  EXPECT_LE(context.tokens, 22U);
  EXPECT_GT(context.ratio, 1);
  EXPECT_GT(context.kept_mass, 0);
  EXPECT_LT(context.kept_mass, 1);
  ASSERT_EQ(model.read.size(), 1U);
  EXPECT_EQ(model.read[0].front(), "手册1\n");  // the title is a part of its own
  EXPECT_EQ(model.read[0].size(), 7U);
}

TEST(BuildContext, LongPassagesAreReadInPieces) {
  Attentive model;
  model.word = "打印机";
  std::string text;
  for (int i = 0; i < 20; ++i) text += "第" + std::to_string(i) + "条：" + kDay;
  const std::vector<search::Hit> hits = {Chunk(1, 0, text)};
  const Context context =
      BuildContext(SharedAnalyzer(), "怎样打文件", hits, 60, {&model, std::chrono::seconds(1)});
  EXPECT_TRUE(context.by_attention);
  EXPECT_GT(model.read.size(), 2U);
  for (const auto& parts : model.read) EXPECT_EQ(parts.front(), "手册1\n");
}

TEST(BuildContext, WordsChooseWhileTheModelIsAwayAndItIsSaid) {
  Attentive model;
  model.failure = Error{ErrorCode::kUnsupported, "it does not show its attention", "不提供注意力"};
  const std::vector<search::Hit> hits = {Chunk(1, 0, kDay)};
  const Context context =
      BuildContext(SharedAnalyzer(), "年假可以顺延吗", hits, 22, {&model, std::chrono::seconds(1)});
  EXPECT_FALSE(context.by_attention);
  ASSERT_TRUE(context.without_attention);
  EXPECT_EQ(context.without_attention->message_zh, "不提供注意力");
  EXPECT_EQ(context.parts[0].text, Build("年假可以顺延吗", hits, 22).parts[0].text);
}

TEST(BuildContext, AModelIsNotAskedWhatIsReadWhole) {
  Attentive model;
  const std::vector<search::Hit> hits = {Chunk(1, 0, kDay)};
  for (const std::size_t budget : {std::size_t{0}, std::size_t{500}}) {
    const Context context = BuildContext(SharedAnalyzer(), "年假可以顺延吗", hits, budget,
                                         {&model, std::chrono::seconds(1)});
    EXPECT_FALSE(context.by_attention);
    EXPECT_FALSE(context.without_attention);
  }
  EXPECT_TRUE(model.read.empty());
}

TEST(BuildContext, NothingGivesNothing) {
  EXPECT_TRUE(Build("年假", {}, 100).parts.empty());
  EXPECT_TRUE(Build("年假", {Chunk(1, 0, "年假每年十五天。")}, 0).parts.empty());
}

TEST(BuildContext, EveryPieceStandsInItsPartAndTheBudgetHolds) {
  const std::uint32_t seed = 5;
  std::mt19937 random(seed);
  const std::vector<std::string> words = {"年假",  "十五天", "。", "顺延", "port ",
                                          "8480 ", "；",     "\n", "它",   "，"};
  for (int round = 0; round < 200; ++round) {
    SCOPED_TRACE("seed " + std::to_string(seed) + " round " + std::to_string(round));
    std::vector<search::Hit> hits;
    for (auto count = random() % 6; count > 0; --count) {
      std::string text;
      for (auto length = random() % 80; length > 0; --length) {
        text += words[random() % words.size()];
      }
      hits.push_back(Chunk(random() % 2 + 1, static_cast<std::uint32_t>(random() % 4), text,
                           static_cast<double>(random() % 20)));
    }
    const std::size_t budget = random() % 150;
    const Context context = Build("年假顺延 port", hits, budget);
    EXPECT_LE(context.tokens, budget);
    for (const ContextPart& part : context.parts) {
      ASSERT_FALSE(part.pieces.empty());
      std::size_t from = 0;
      for (const ContextPiece& piece : part.pieces) {
        const std::string words_of =
            hits[piece.hit].chunk.text.substr(piece.begin, piece.end - piece.begin);
        from = part.text.find(words_of, from);
        ASSERT_NE(from, std::string::npos);
        from += words_of.size();
      }
    }
  }
}

}  // namespace
}  // namespace wenyuan::answer
