#include <gmock/gmock.h>

#include "wenyuan/api/testing/house.h"

namespace wenyuan::api {
namespace {

using testing::Ask;
using testing::At;
using ::testing::HasSubstr;
using testing::House;

class Questions : public ::testing::Test {
 protected:
  Questions() : token_(house_.TokenOf(house_.AddUser("li"))) {
    search::Hit hit;
    hit.score = 2.5;
    hit.library.name = "人事";
    hit.library.id = "l_1";
    hit.document.id = "d_1";
    hit.document.source_name = "手册/假期.pdf";
    hit.revision = 3;
    hit.chunk.number = 14;
    hit.chunk.text = "💾试用期员工可以休年假。";
    hit.chunk.page = 12;
    hit.chunk.heading_path = "第五章 休假";
    hit.chunk.spans = {{0, 4, {12, 1, 2, 3, 4}}};
    hit.highlights = {{4, 13}, {25, 31}};  // bytes
    house_.searcher.result.hits = {hit};
    house_.searcher.result.total = 41;
    answer::Answer answer;
    answer.text = "可以。";
    answer.answerability = 0.94;
    answer.model = "extractive";
    answer.sentences = {
        {"可以。", {{"d_1", "假期", "人事", 3, 14, 12, 7, 8, {{12, 1, 2, 3, 4}}, "可以"}}}};
    answer.passages = {hit};
    house_.answerer.answer = answer;
  }

  http::Response Question(http::Headers headers, int writes = 1000) {
    return house_.Call({.method = "POST",
                        .path = "/api/v1/ask",
                        .body = R"({"question":"试用期员工可以休年假吗？"})",
                        .headers = std::move(headers),
                        .token = token_,
                        .writes = writes});
  }

  House house_;
  std::string token_;
};

TEST_F(Questions, ASearchHasTheAgreedShape) {
  const auto response = house_.Call({.path = "/api/v1/search",
                                     .query = {{"query", "年假"}, {"k", "5"}, {"library", "l_1"}},
                                     .token = token_});
  ASSERT_EQ(response.status, 200) << response.body;
  EXPECT_EQ(house_.searcher.last.k, 5U);
  EXPECT_EQ(house_.searcher.last.libraries, std::vector<std::string>{"l_1"});
  EXPECT_EQ(At(response.body, "query"), "年假");
  EXPECT_EQ(At(response.body, "total"), "41");
  EXPECT_NE(At(response.body, "elapsed_ms"), "");
  const std::vector<std::pair<std::string, std::string>> members = {
      {"rank", "1"},
      {"score", "2.5E0"},
      {"library", "人事"},
      {"document_id", "d_1"},
      {"title", "假期.pdf"},
      {"revision", "3"},
      {"chunk_id", "d_1.3.14"},
      {"page", "12"},
      {"boxes/0/page", "12"},
      {"heading_path", "第五章 休假"},
      {"text", "💾试用期员工可以休年假。"},
      {"highlights", "[[2,5],[9,11]]"}};
  for (const auto& [name, value] : members) {
    EXPECT_EQ(At(response.body, "hits/0/" + name), value) << name;
  }
}

TEST_F(Questions, AnAnswerHasTheAgreedShape) {
  const auto response = Question({});
  ASSERT_EQ(response.status, 200) << response.body;
  const std::vector<std::pair<std::string, std::string>> members = {
      {"question", "试用期员工可以休年假吗？"},
      {"answer", "可以。"},
      {"refused", "false"},
      {"answerability", "9.4E-1"},
      {"model", "extractive"},
      {"sentences/0/text", "可以。"},
      {"sentences/0/citations/0/document_id", "d_1"},
      {"sentences/0/citations/0/title", "假期"},
      {"sentences/0/citations/0/revision", "3"},
      {"sentences/0/citations/0/page", "12"},
      {"sentences/0/citations/0/quote", "可以"},
      {"sentences/0/citations/0/chunk_id", "d_1.3.14"},
      {"sentences/0/citations/0/block_begin", "7"},
      {"sentences/0/citations/0/boxes/0/right", "3E0"},
      {"passages/0/rank", "1"}};
  for (const auto& [name, value] : members) EXPECT_EQ(At(response.body, name), value) << name;
}

TEST_F(Questions, AnAnswerCanComeAsEvents) {
  const auto response = Question({{"Accept", "text/event-stream"}});
  EXPECT_EQ(http::Find(response.headers, "Content-Type"), "text/event-stream");
  const std::size_t sentence = response.body.find("event: sentence\ndata: {\"text\":\"可以。\"");
  const std::size_t done = response.body.find("event: done\ndata: {\"question\":");
  EXPECT_EQ(sentence, 0U) << response.body;
  EXPECT_NE(done, std::string::npos);
  EXPECT_TRUE(response.body.ends_with("\n\n"));
}

TEST_F(Questions, WhatAModelDoesComesAsEvents) {
  house_.answerer.progress = {{answer::Step::kReading, 4, std::chrono::seconds(180)},
                              {answer::Step::kWriting, 4, std::chrono::seconds(180)}};
  const auto response = Question({{"Accept", "text/event-stream"}});
  EXPECT_TRUE(response.body.starts_with(
      "event: progress\ndata: {\"step\":\"reading\",\"passages\":4,\"most_seconds\":180}\n\n"
      "event: progress\ndata: {\"step\":\"writing\",\"passages\":4,\"most_seconds\":180}\n\n"
      "event: sentence\n"))
      << response.body;
}

TEST_F(Questions, AnErrorBeforeTheFirstEventIsAnOrdinaryProblem) {
  house_.answerer.answer = Error{ErrorCode::kInvalidArgument, "the question is empty", "问题为空"};
  const auto response = Question({{"Accept", "text/event-stream"}, {"Accept-Language", "zh"}});
  EXPECT_EQ(response.status, 400);
  EXPECT_EQ(At(response.body, "detail"), "问题为空");
}

}  // namespace
}  // namespace wenyuan::api
