#include <gmock/gmock.h>

#include "shared_library.h"

namespace wenyuan::api {
namespace {

using testing::At;
using ::testing::HasSubstr;
using ::testing::Not;

class FeedbackRoutesTest : public SharedLibrary {
 protected:
  static std::string BodyOn(const std::string& chunk, const std::string& question = "Leave?") {
    return R"({"question":")" + question +
           R"(","reason":"wrong","corrected":"5 days","answer":{"model":"extractive","sentences":)"
           R"([{"text":"3 days","chunk_ids":[")" +
           chunk + R"("]}]}})";
  }
};

TEST_F(FeedbackRoutesTest, ReachesTheEditorsAndBecomesAQuestionAndAReadyAnswer) {
  const auto given = Call(reader_, "POST", "/api/v1/feedback", BodyOn(open_.id + ".1.0"));
  ASSERT_EQ(given.status, 201) << given.body;
  const auto list = Call(editor_, "GET", base_ + "/feedback");
  EXPECT_EQ(At(list.body, "total"), "1") << list.body;
  EXPECT_EQ(At(list.body, "feedback/0/reason"), "wrong");
  EXPECT_EQ(At(list.body, "feedback/0/given_by/name"), "reader");
  EXPECT_EQ(At(list.body, "feedback/0/answer/sentences/0/citations/0/quote"), "words");
  EXPECT_EQ(At(list.body, "feedback/0/answer/sentences/0/citations/0/page"), "4");
  const std::string one = base_ + "/feedback/" + At(given.body, "id");
  const auto set = Call(editor_, "POST", base_ + "/question-sets", R"({"name":"s"})");
  const auto question =
      Call(editor_, "POST", one + "/question", R"({"set":")" + At(set.body, "id") + "\"}");
  EXPECT_EQ(question.status, 201) << question.body;
  EXPECT_EQ(At(question.body, "answers/0"), "5 days");
  const auto faq = Call(editor_, "POST", one + "/faq", "{}");
  EXPECT_EQ(faq.status, 201) << faq.body;
  EXPECT_EQ(At(faq.body, "state"), "draft");
  EXPECT_EQ(At(faq.body, "answer"), "5 days");
  EXPECT_EQ(At(faq.body, "citations/0/current"), "true");
  const std::string entry = base_ + "/faq/" + At(faq.body, "id");
  const auto reviewed = Call(editor_, "POST", entry + "/review", R"({"version":1})");
  EXPECT_EQ(At(reviewed.body, "silent"), "null") << reviewed.body;
  EXPECT_EQ(At(reviewed.body, "reviewed_by/name"), "editor");
  EXPECT_EQ(Call(owner_, "POST", entry + "/review", R"({"version":1})").status, 409);
  EXPECT_EQ(Call(editor_, "PATCH", one, R"({"state":"done"})").status, 200);
  EXPECT_EQ(At(Call(editor_, "GET", base_ + "/feedback").body, "total"), "0");
  const auto done = Call(editor_, "GET", base_ + "/feedback", "", {{"state", "done"}});
  EXPECT_EQ(At(done.body, "feedback/0/done_by/name"), "editor");
  EXPECT_EQ(Call(reader_, "GET", base_ + "/feedback").status, 403);
}

TEST_F(FeedbackRoutesTest, WhatIsHiddenIsNotThereForAnEditor) {
  const auto given = Call(owner_, "POST", "/api/v1/feedback", BodyOn(hidden_.id + ".1.0"));
  ASSERT_EQ(given.status, 201) << given.body;
  EXPECT_EQ(At(Call(editor_, "GET", base_ + "/feedback").body, "total"), "0");
  const std::string one = base_ + "/feedback/" + At(given.body, "id");
  for (const char* path : {"", "/question", "/faq"}) {
    EXPECT_EQ(
        Call(editor_, *path == '\0' ? "DELETE" : "POST", one + path, R"({"answer":"a"})").status,
        404)
        << path;
  }
  EXPECT_EQ(At(Call(owner_, "GET", base_ + "/feedback").body, "total"), "1");
  EXPECT_EQ(Call(editor_, "POST", "/api/v1/feedback", BodyOn(hidden_.id + ".1.0")).status, 404)
      << "nobody names what they may not read";
}

TEST_F(FeedbackRoutesTest, GoesWithItsDocument) {
  ASSERT_EQ(Call(reader_, "POST", "/api/v1/feedback", BodyOn(open_.id + ".1.0")).status, 201);
  ASSERT_TRUE(house_.store->documents().Delete(open_.number));
  EXPECT_EQ(At(Call(owner_, "GET", base_ + "/feedback").body, "total"), "0");
}

TEST_F(FeedbackRoutesTest, BadInputIsRefusedWithItsReason) {
  const auto status = [&](const std::string& body) {
    return Call(reader_, "POST", "/api/v1/feedback", body).status;
  };
  const std::string in = R"("library_id":")" + library_.id + "\"}";
  EXPECT_EQ(status(R"({"question":"q","reason":"bad",)" + in), 400);
  EXPECT_EQ(status(R"({"question":"q","reason":"other",)" + in), 400);
  EXPECT_EQ(status(R"({"question":"q","reason":"wrong"})"), 400) << "of no library";
  EXPECT_EQ(status(R"({"question":"q","reason":"wrong","answer":{"sentences":[1]},)" + in), 400);
  EXPECT_EQ(status(R"({"question":"q","reason":"wrong","corrected":")" + std::string(900'000, 'x') +
                   R"(",)" + in),
            400);
  EXPECT_EQ(status(R"({"question":"q","reason":"wrong","corrected":")" +
                   std::string(1'100'000, 'x') + R"(",)" + in),
            413);
  const std::string refused =
      R"({"question":"q","reason":"should_not_refuse","answer":{"refused":true},)" + in;
  for (int i = 0; i < 1000; ++i) ASSERT_EQ(status(refused), 201) << "the last one counts";
  EXPECT_EQ(At(Call(editor_, "GET", base_ + "/feedback").body, "total"), "1");
}

TEST_F(FeedbackRoutesTest, ABrokenFaqFileSaysWhichLinesAndStoresNothing) {
  const auto response = Call(editor_, "POST", base_ + "/faq/import",
                             "question,answers,documents\na,1,open.txt\nb,,\nc,1,none.txt\n");
  EXPECT_EQ(response.status, 400);
  EXPECT_EQ(At(response.body, "lines/0/line"), "3") << response.body;
  EXPECT_EQ(At(response.body, "lines/1/line"), "4");
  EXPECT_EQ(At(Call(editor_, "GET", base_ + "/faq").body, "faq"), "[]");
}

TEST_F(FeedbackRoutesTest, AnAnswerSaysWhoStandsForIt) {
  answer::Answer answer;
  answer.model = "faq";
  answer.reviewed = answer::Reviewed{"fq_1", "editor", 0};
  house_.answerer.answer = answer;
  const auto asked = Call(reader_, "POST", "/api/v1/ask", R"({"question":"q"})");
  EXPECT_EQ(At(asked.body, "reviewed/by"), "editor") << asked.body;
  EXPECT_EQ(At(asked.body, "reviewed/faq_id"), "fq_1");
}

}  // namespace
}  // namespace wenyuan::api
