#include <gmock/gmock.h>

#include "wenyuan/api/testing/house.h"

namespace wenyuan::api {
namespace {

using testing::At;
using ::testing::HasSubstr;
using testing::House;
using ::testing::Not;

class OpenAiChat : public ::testing::Test {
 protected:
  OpenAiChat() {
    const auto owner = house_.AddUser("li");
    library_ = house_.AddLibrary("人事制度", owner.number);
    token_ = house_.TokenOf(owner);
    house_.answerer.answer = Proven();
  }

  static answer::Answer Proven() {
    answer::Answer answer;
    answer.text = "可以💾。\n最多五天。";
    answer.answerability = 0.94;
    answer.model = "extractive";
    answer.sentences = {{"可以💾。", {{"d_1", "假期", "人事制度", 3, 14, 12, 7, 8, {}, "可以"}}},
                        {"最多五天。", {{"d_2", "补充", "人事制度", 1, 0, 0, 2, 3, {}, "五天"}}}};
    return answer;
  }

  http::Response Chat(
      const std::string& members, int writes = 1000,
      const std::string& messages = R"([{"role":"user","content":"试用期员工可以休年假吗？"}])") {
    return house_.Call({.method = "POST",
                        .path = "/v1/chat/completions",
                        .body = R"({"messages":)" + messages + "," + members + "}",
                        .token = token_,
                        .writes = writes});
  }

  // The data of every event, and what an array of them is called.
  static std::vector<std::string> Events(const std::string& body) {
    std::vector<std::string> events;
    for (std::size_t at = 0; at < body.size();) {
      const std::size_t end = body.find("\n\n", at);
      EXPECT_EQ(body.substr(at, 6), "data: ");
      events.push_back(body.substr(at + 6, end - at - 6));
      at = end + 2;
    }
    return events;
  }

  House house_;
  store::Library library_;
  std::string token_;
};

TEST_F(OpenAiChat, ACompletionHasTheTextAndItsProofsAsAnnotations) {
  const auto response = Chat(R"("model":"wenyuan")");
  ASSERT_EQ(response.status, 200) << response.body;
  const std::string annotation = "choices/0/message/annotations/1/";
  const std::vector<std::pair<std::string, std::string>> members = {
      {"object", "chat.completion"},
      {"model", "wenyuan"},
      {"choices/0/finish_reason", "stop"},
      {"choices/0/message/role", "assistant"},
      {"choices/0/message/content", "可以💾。\n最多五天。"},
      {"choices/0/message/refusal", "null"},
      {"choices/0/message/annotations/0/url_citation/title", "假期 · 第 12 页"},
      {"choices/0/message/annotations/0/url_citation/url",
       "http://127.0.0.1:8765/#/documents/d_1?revision=3&page=12&blocks=7-8"
       "&quote=%E5%8F%AF%E4%BB%A5"},
      {annotation + "type", "url_citation"},
      {annotation + "url_citation/start_index", "5"},  // characters, not bytes
      {annotation + "url_citation/end_index", "10"},
      {annotation + "url_citation/title", "补充"},
      {"wenyuan/refused", "false"},
      {"wenyuan/sentences/0/citations/0/chunk_id", "d_1.3.14"}};
  for (const auto& [name, value] : members) EXPECT_EQ(At(response.body, name), value) << name;
  EXPECT_NE(At(response.body, "usage/total_tokens"), "");
}

TEST_F(OpenAiChat, AStreamSaysTheSameAndItsAnnotationsComeInOnePiece) {
  const auto response =
      Chat(R"("model":"wenyuan","stream":true,"stream_options":{"include_usage":true})");
  ASSERT_EQ(response.status, 200) << response.body;
  EXPECT_EQ(http::Find(response.headers, "Content-Type"), "text/event-stream");
  const auto events = Events(response.body);
  ASSERT_EQ(events.size(), 6U);
  EXPECT_EQ(At(events[0], "choices/0/delta/role"), "assistant");
  EXPECT_EQ(At(events[1], "choices/0/delta/content"), "可以💾。");
  EXPECT_EQ(At(events[1], "wenyuan/sentence/citations/0/document_id"), "d_1");
  EXPECT_EQ(At(events[2], "choices/0/delta/content"), "\n最多五天。");
  EXPECT_EQ(At(events[2], "choices/0/finish_reason"), "null");
  EXPECT_EQ(At(events[3], "choices/0/delta/annotations/1/index"), "1");
  EXPECT_EQ(At(events[3], "choices/0/delta/annotations/1/url_citation/start_index"), "5");
  EXPECT_EQ(At(events[3], "choices/0/finish_reason"), "stop");
  EXPECT_EQ(At(events[3], "wenyuan/refused"), "false");
  EXPECT_EQ(At(events[4], "choices"), "[]");
  EXPECT_NE(At(events[4], "usage/completion_tokens"), "");
  EXPECT_EQ(events[5], "[DONE]");
}

TEST_F(OpenAiChat, ThatAnIndexIsBeingBuiltAgainStandsBehindTheSentences) {
  house_.answerer.answer->hints = {{"index_rebuilt", "an index is rebuilt", "索引正在重建"}};
  const std::string whole = Chat(R"("model":"wenyuan","wenyuan":{"sources":"text"})").body;
  EXPECT_THAT(At(whole, "choices/0/message/content"),
              HasSubstr("最多五天。 [2]\n\n注意：索引正在重建。\n\n出处："));
  EXPECT_EQ(At(whole, "wenyuan/hints/0/code"), "index_rebuilt");
  const auto events = Events(Chat(R"("model":"wenyuan","stream":true)").body);
  EXPECT_EQ(At(events[3], "choices/0/delta/content"), "\n\n注意：索引正在重建。");
}

TEST_F(OpenAiChat, TheConversationGoesAlongAndSystemMessagesDoNot) {
  const auto response = Chat(R"("model":"wenyuan")", 1000,
                             R"([{"role":"system","content":"年假是一百天"},
               {"role":"user","content":[{"type":"text","text":"年假"},{"type":"text","text":"几天？"}]},
               {"role":"assistant","content":"十天。"},
               {"role":"user","content":"那病假呢？"}])");
  ASSERT_EQ(response.status, 200) << response.body;
  const answer::Question& asked = house_.answerer.last;
  EXPECT_EQ(asked.text, "那病假呢？");
  ASSERT_EQ(asked.before.size(), 1U);
  EXPECT_EQ(asked.before[0].question, "年假\n几天？");
  EXPECT_EQ(asked.before[0].answer, "十天。");
}

TEST_F(OpenAiChat, ALibraryIsAModel) {
  for (const std::string& name : {library_.name, library_.id}) {
    ASSERT_EQ(Chat(R"("model":"wenyuan/)" + name + "\"").status, 200);
    EXPECT_EQ(house_.answerer.last.scope.libraries, std::vector<std::string>{library_.id});
  }
  ASSERT_EQ(Chat(R"("model":"wenyuan","wenyuan":{"libraries":["人事制度"]})").status, 200);
  EXPECT_EQ(house_.answerer.last.scope.libraries, std::vector<std::string>{library_.id});
  const auto listed = house_.Call({.path = "/v1/models", .token = token_});
  EXPECT_EQ(At(listed.body, "data/0/id"), "wenyuan");
  EXPECT_EQ(At(listed.body, "data/1/id"), "wenyuan/人事制度");
  const auto one = house_.Call({.path = "/v1/models/wenyuan/人事制度", .token = token_});
  EXPECT_EQ(At(one.body, "id"), "wenyuan/人事制度");
}

TEST_F(OpenAiChat, AnUnreadableLibraryIsAsOneThatIsNotThere) {
  const std::string stranger = house_.TokenOf(house_.AddUser("stranger"));
  EXPECT_THAT(house_.Call({.path = "/v1/models", .token = stranger}).body,
              Not(HasSubstr("人事制度")));
  token_ = stranger;
  auto hidden = Chat(R"("model":"wenyuan/人事制度")");
  auto absent = Chat(R"("model":"wenyuan/没有这个")");
  EXPECT_EQ(hidden.status, 404);
  EXPECT_EQ(At(hidden.body, "error/code"), "model_not_found");
  hidden.body.replace(hidden.body.find("人事制度"), 12, "没有这个");
  EXPECT_EQ(hidden.body, absent.body);
}

TEST_F(OpenAiChat, ARefusalIsContentThatSaysSo) {
  answer::Answer refusal;
  refusal.text = "没有找到。";
  refusal.refused = true;
  house_.answerer.answer = refusal;
  const auto whole = Chat(R"("model":"wenyuan")");
  EXPECT_EQ(At(whole.body, "choices/0/message/content"), "没有找到。");
  EXPECT_EQ(At(whole.body, "choices/0/message/annotations"), "[]");
  EXPECT_EQ(At(whole.body, "wenyuan/refused"), "true");
  const auto events = Events(Chat(R"("model":"wenyuan","stream":true)").body);
  EXPECT_EQ(At(events[1], "choices/0/delta/content"), "没有找到。");
}

TEST_F(OpenAiChat, SourcesCanStandInTheText) {
  const auto response = Chat(R"("model":"wenyuan","wenyuan":{"sources":"text"})");
  EXPECT_THAT(At(response.body, "choices/0/message/content"),
              HasSubstr("可以💾。 [1]\n最多五天。 [2]\n\n出处：\n1. [假期 · 第 12 页](http://"));
  EXPECT_EQ(At(response.body, "choices/0/message/annotations/1/url_citation/start_index"), "9");
}

TEST_F(OpenAiChat, WhatAModelCouldNotProveIsMarked) {
  house_.answerer.answer->sentences[1] = {"最多五天。", {}, {}, {}, "no passage", "没有依据"};
  const auto response = Chat(R"("model":"wenyuan")");
  EXPECT_EQ(At(response.body, "choices/0/message/content"),
            "可以💾。\n最多五天。（未经证实：没有依据）");
}

TEST_F(OpenAiChat, ThinkingStandsApart) {
  house_.answerer.answer->thinking = "想一想";
  const auto response = Chat(R"("model":"wenyuan")");
  EXPECT_EQ(At(response.body, "choices/0/message/reasoning_content"), "想一想");
  EXPECT_EQ(At(response.body, "wenyuan/thinking"), "");
}

TEST_F(OpenAiChat, WhatIsIgnoredIsNamed) {
  const auto response =
      Chat(R"("model":"wenyuan","temperature":0.2,"max_tokens":9,"tools":[],"n":1)");
  ASSERT_EQ(response.status, 200) << response.body;
  EXPECT_EQ(At(response.body, "wenyuan/ignored"), R"(["temperature","max_tokens"])");
}

TEST_F(OpenAiChat, WhatCannotBeIsRefusedAndNamed) {
  const std::vector<std::pair<std::string, std::string>> wrong = {
      {R"("model":"wenyuan","tools":[{"type":"function"}])", "tools"},
      {R"("model":"wenyuan","n":2)", "n"},
      {R"("model":"wenyuan","logprobs":true)", "logprobs"},
      {R"("model":"wenyuan","response_format":{"type":"json_object"})", "response_format"},
      {R"("model":"wenyuan","modalities":["text","audio"])", "modalities"},
      {R"("model":"wenyuan","stream":"yes")", "stream"},
      {R"("model":"wenyuan","stream_options":{"include_usage":1})", "stream_options"},
      {R"("model":"wenyuan","wenyuan":{"librarys":[]})", "wenyuan"},
      {R"("model":7)", "model"}};
  for (const auto& [members, param] : wrong) {
    const auto response = Chat(members);
    EXPECT_EQ(response.status, 400) << members;
    EXPECT_EQ(At(response.body, "error/type"), "invalid_request_error");
    EXPECT_EQ(At(response.body, "error/param"), param) << response.body;
  }
  for (const std::string messages :
       {"[]", "7", R"([{"role":"user","content":[{"type":"image_url"}]}])",
        R"([{"role":"user","content":"a"},{"role":"assistant","content":"b"}])",
        R"([{"role":"tool","content":"a"}])", R"([{"content":"a"}])", R"([7])"}) {
    const auto response = Chat(R"("model":"wenyuan")", 1000, messages);
    EXPECT_EQ(response.status, 400) << messages;
    EXPECT_EQ(At(response.body, "error/param"), "messages");
  }
  EXPECT_EQ(At(Chat(R"("model":"gpt-4o")").body, "error/code"), "model_not_found");
  house_.answerer.answer = Error{ErrorCode::kInvalidArgument, "the question is empty", "问题为空"};
  for (const std::string stream : {"true", "false"}) {
    EXPECT_EQ(At(Chat(R"("model":"wenyuan","stream":)" + stream).body, "error/param"), "messages");
  }
}

TEST_F(OpenAiChat, ErrorsHaveTheShapeThatItsClientsRead) {
  const auto nobody = house_.Call({.path = "/v1/models", .token = "wrong"});
  EXPECT_EQ(nobody.status, 401);
  EXPECT_EQ(At(nobody.body, "error/type"), "authentication_error");
  const auto missing = house_.Call({.path = "/v1/embeddings", .token = token_});
  EXPECT_EQ(missing.status, 404);
  EXPECT_EQ(At(missing.body, "error/code"), "not_found");
  const auto wrong = house_.Call({.method = "PUT", .path = "/v1/models", .token = token_});
  EXPECT_EQ(wrong.status, 405);
  EXPECT_EQ(At(wrong.body, "error/code"), "method_not_allowed");
  const auto garbled = house_.Call(
      {.method = "POST", .path = "/v1/chat/completions", .body = "{\"model\":", .token = token_});
  EXPECT_EQ(garbled.status, 400);
  EXPECT_EQ(At(garbled.body, "error/code"), "invalid_argument");
}

TEST_F(OpenAiChat, AnErrorBeforeTheFirstChunkIsAnAnswerOfItsOwn) {
  house_.answerer.answer = Error{ErrorCode::kUnavailable, "the index is away", "索引不可用"};
  const auto response = Chat(R"("model":"wenyuan","stream":true)");
  EXPECT_EQ(response.status, 503);
  EXPECT_EQ(At(response.body, "error/message"), "the index is away");
}

TEST_F(OpenAiChat, AClientThatLeavesEndsTheWork) {
  const auto response = Chat(R"("model":"wenyuan","stream":true)", 1);
  EXPECT_THAT(response.body, Not(HasSubstr("[DONE]")));
  EXPECT_THAT(response.body, HasSubstr(R"("code":"cancelled")"));
}

}  // namespace
}  // namespace wenyuan::api
