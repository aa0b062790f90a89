#include "evidence/newest_first.h"

#include <gmock/gmock.h>

#include "fixtures.h"

namespace wenyuan::answer {
namespace {

using ::testing::ElementsAre;

Sentence From(const std::string& title, const std::string& text) {
  Sentence sentence;
  sentence.text = text;
  Citation citation;
  citation.document_id = "d_" + title;
  sentence.citations = {citation};
  return sentence;
}

search::Hit Tagged(const std::string& title, std::vector<std::string> tags) {
  search::Hit hit = TextHit(title, "");
  hit.document.tags = std::move(tags);
  return hit;
}

TEST(NewestFirst, VersionsOfARuleComeByWhatHoldsAndThenByDate) {
  const std::vector<search::Hit> hits = {
      Tagged("expired", {"date:2025-06-01", "valid-until:2025-07-01"}),
      Tagged("old", {"date:2023-01-01"}), Tagged("new", {"date:2025-01-01"})};
  std::vector<Sentence> sentences = {From("expired", "每天80元。"), From("other", "须经批准。"),
                                     From("old", "每天100元。"), From("new", "每天一百五十元。")};
  NewestFirst(hits, 1'770'000'000'000, sentences);
  std::vector<std::string> order;
  for (const Sentence& one : sentences) order.push_back(one.text);
  EXPECT_THAT(order, ElementsAre("须经批准。", "每天一百五十元。", "每天100元。", "每天80元。"));
}

TEST(NewestFirst, WhatDoesNotHoldYetComesBehindWhatHolds) {
  const std::vector<search::Hit> hits = {
      Tagged("later", {"date:2026-01-01", "valid-from:2099-06-01"}),
      Tagged("expired", {"valid-until:2025-07-01"}), Tagged("now", {"date:2025-01-01"})};
  std::vector<Sentence> sentences = {From("expired", "每天80元。"), From("later", "每天200元。"),
                                     From("now", "每天100元。")};
  NewestFirst(hits, 1'770'000'000'000, sentences);
  std::vector<std::string> order;
  for (const Sentence& one : sentences) order.push_back(one.text);
  EXPECT_THAT(order, ElementsAre("每天100元。", "每天200元。", "每天80元。"));
}

TEST(NewestFirst, OtherSentencesStayInTheirOrder) {
  const std::vector<search::Hit> hits = {Tagged("old", {"date:2023-01-01"}),
                                         Tagged("new", {"date:2025-01-01"})};
  std::vector<Sentence> sentences = {From("old", "年假15天。"), From("new", "病假12天。")};
  NewestFirst(hits, 1'770'000'000'000, sentences);
  EXPECT_EQ(sentences.front().text, "年假15天。");
}

}  // namespace
}  // namespace wenyuan::answer
