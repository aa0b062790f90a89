#include <gmock/gmock.h>

#include "event_stream.h"
#include "scripted_server.h"
#include "wenyuan/llm_openai/models.h"

namespace wenyuan::llm_openai {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::Not;

const Deadline kSoon = Deadline::After(std::chrono::seconds(60));
constexpr std::string_view kOurs =
    R"({"data":[{"id":"e5","owned_by":"wenyuan","meta":{"kind":"embedder"}},
        {"id":"r1","owned_by":"wenyuan","meta":{"kind":"generator","context_tokens":4096,"thinks":true}}]})";
constexpr std::string_view kAnybodys = R"({"data":[{"id":"m","owned_by":"somebody"}]})";

std::string Event(const std::string& data) { return "data: " + data + "\n\n"; }
std::string Delta(const std::string& member, const std::string& text) {
  return Event(R"({"choices":[{"delta":{")" + member + R"(":")" + text + R"("}}]})");
}
const std::string kEnd = Event(R"({"choices":[{"delta":{},"finish_reason":"stop"}]})") +
                         Event(R"({"choices":[],"usage":{"prompt_tokens":7,"completion_tokens":3,)"
                               R"("prompt_tokens_details":{"cached_tokens":4}}})") +
                         Event("[DONE]");

ScriptedServer::Script Answering(std::string_view models, std::string stream) {
  return [models, stream](const Asked& asked) {
    http::Response response;
    response.body = asked.path == "/v1/models" ? std::string(models) : stream;
    return response;
  };
}

llm::ChatRequest Hello() {
  llm::ChatRequest request;
  request.turns = {{llm::ChatRole::kSystem, "Be brief."}, {llm::ChatRole::kUser, "你好"}};
  return request;
}

TEST(EventStream, JoinsPiecesAndLinesOfOneEvent) {
  EventStream events;
  std::vector<std::string> got;
  const auto take = [&](std::string_view data) {
    got.emplace_back(data);
    return true;
  };
  for (const std::string_view piece :
       {"da", "ta: one\r", "\n\r\n: comment\ndata:two\ndata: lines\n", "\n"}) {
    EXPECT_TRUE(events.Take(piece, take));
  }
  EXPECT_THAT(got, ElementsAre("one", "two\nlines"));
}

TEST(ChatModel, GivesTheTokensThatMightHaveStoodThereWhereTheServerIsKnown) {
  const std::string stream =
      Event(
          R"({"choices":[{"delta":{"content":"2"},"logprobs":{"content":[{"token":"2","logprob":-0.1,)"
          R"("top_logprobs":[{"token":"2","logprob":-0.6931},{"token":" 1","logprob":-1.3863},)"
          R"({"token":"x"}]}]}}]})") +
      kEnd;
  for (const bool known : {true, false}) {
    ScriptedServer server(Answering(known ? kOurs : kAnybodys, stream));
    const auto model = MakeChatModel({.endpoint = server.endpoint()});
    llm::ChatRequest request = Hello();
    request.alternatives = 20;
    const auto reply = model->Chat(
        request, [](const llm::ChatDelta&) { return true; }, kSoon);
    ASSERT_TRUE(reply) << reply.error().message;
    ASSERT_EQ(reply->alternatives.size(), 1U);
    ASSERT_EQ(reply->alternatives[0].size(), 2U);
    EXPECT_EQ(reply->alternatives[0][1].text, " 1");
    EXPECT_NEAR(reply->alternatives[0][1].probability, 0.25, 1e-3);
    const std::string body = server.asked().back().body;
    if (known) {
      EXPECT_THAT(body, HasSubstr(R"("top_logprobs":20)"));
    } else {
      EXPECT_THAT(body, Not(HasSubstr("logprobs"))) << "it may know nothing of it";
    }
  }
}

TEST(ChatModel, StreamsThinkingApartFromTheAnswer) {
  ScriptedServer server(Answering(kOurs, Delta("reasoning_content", "hm") + Delta("content", "你") +
                                             Delta("content", "好") + kEnd));
  const auto model = MakeChatModel({.endpoint = server.endpoint()});
  std::string streamed;
  const auto reply = model->Chat(
      Hello(),
      [&](const llm::ChatDelta& delta) {
        streamed += delta.content;
        return true;
      },
      kSoon);
  ASSERT_TRUE(reply) << reply.error().message;
  EXPECT_EQ(reply->content, "你好");
  EXPECT_EQ(reply->thinking, "hm");
  EXPECT_EQ(streamed, "你好");
  EXPECT_EQ(reply->prompt_tokens, 7U);
  EXPECT_EQ(reply->cached_tokens, 4U);
  EXPECT_EQ(reply->completion_tokens, 3U);
}

TEST(ChatModel, KnowsWhatOurServerCanAndAsksForIt) {
  ScriptedServer server(Answering(kOurs, kEnd));
  const auto model = MakeChatModel({.endpoint = server.endpoint()});
  const auto info = *model->Info(kSoon);
  EXPECT_EQ(info.model, "r1") << "the first that writes";
  EXPECT_EQ(info.context_tokens, 4096U);
  EXPECT_TRUE(info.grammar);
  EXPECT_TRUE(info.thinks);
  auto request = Hello();
  request.grammar = "root ::= \"x\"";
  request.scope = "board";
  request.background = true;
  ASSERT_TRUE(model->Chat(
      request, [](const auto&) { return true; }, kSoon));
  const Asked asked = server.asked().back();
  EXPECT_THAT(asked.body, HasSubstr(R"("cache_scope":"board")"));
  EXPECT_THAT(asked.body, HasSubstr(R"("grammar":"root)"));
  EXPECT_EQ(http::Find(asked.headers, "x-wenyuan-priority"), "background");
}

TEST(ChatModel, AsksAnUnknownServerForNothingBeyondTheStandard) {
  ScriptedServer server(Answering(kAnybodys, kEnd));
  const auto model = MakeChatModel({.endpoint = server.endpoint()});
  EXPECT_FALSE(model->Info(kSoon)->grammar);
  auto request = Hello();
  request.grammar = "root ::= \"x\"";
  request.scope = "board";
  ASSERT_TRUE(model->Chat(
      request, [](const auto&) { return true; }, kSoon));
  EXPECT_THAT(server.asked().back().body, Not(HasSubstr("grammar")));
  EXPECT_THAT(server.asked().back().body, Not(HasSubstr("board")));
}

TEST(ChatModel, SaysWhichModelsThereAre) {
  ScriptedServer server(Answering(kAnybodys, kEnd));
  const auto model = MakeChatModel({.endpoint = server.endpoint(), .model = "other"});
  const auto reply = model->Chat(
      Hello(), [](const auto&) { return true; }, kSoon);
  EXPECT_EQ(reply.error().code, ErrorCode::kNotFound);
  EXPECT_THAT(reply.error().message, HasSubstr("'m'"));
}

TEST(ChatModel, TellsTheServersReasonAndTriesAgainWhenItIsBusy) {
  int times = 0;
  ScriptedServer server([&](const Asked& asked) {
    http::Response response;
    response.body = std::string(kAnybodys);
    if (asked.path == "/v1/models") return response;
    response.status = ++times < 3 ? 503 : 400;
    response.body = R"({"error":{"message":"the prompt is too long"}})";
    return response;
  });
  const auto model = MakeChatModel({.endpoint = server.endpoint()});
  const auto reply = model->Chat(
      Hello(), [](const auto&) { return true; }, kSoon);
  EXPECT_EQ(times, 3);
  EXPECT_EQ(reply.error().code, ErrorCode::kInvalidArgument);
  EXPECT_THAT(reply.error().message, HasSubstr("the prompt is too long"));
}

TEST(ChatModel, KnowsAPromptThatDoesNotFit) {
  for (const std::string_view said :
       {R"({"error":{"code":"context_length_exceeded","message":"too long"}})",
        R"({"error":{"code":400,"type":"exceed_context_size_error","message":"too long"}})"}) {
    ScriptedServer server([said](const Asked& asked) {
      http::Response response;
      response.body = std::string(asked.path == "/v1/models" ? kAnybodys : said);
      if (asked.path != "/v1/models") response.status = 400;
      return response;
    });
    const auto model = MakeChatModel({.endpoint = server.endpoint()});
    const auto reply = model->Chat(
        Hello(), [](const auto&) { return true; }, kSoon);
    EXPECT_EQ(reply.error().code, ErrorCode::kTooLarge) << said;
  }
}

TEST(ChatModel, NeverTakesABrokenStreamForAnAnswer) {
  ScriptedServer server(Answering(kAnybodys, Delta("content", "half")));
  const auto model = MakeChatModel({.endpoint = server.endpoint()});
  const auto cut = model->Chat(
      Hello(), [](const auto&) { return true; }, kSoon);
  EXPECT_EQ(cut.error().code, ErrorCode::kUnavailable);
  server.Answer(Answering(
      kAnybodys, Delta("content", "half") + Event(R"({"error":{"message":"out of memory"}})")));
  const auto broken = model->Chat(
      Hello(), [](const auto&) { return true; }, kSoon);
  EXPECT_THAT(broken.error().message, HasSubstr("out of memory"));
}

TEST(ChatModel, StopsWhenTheAnswerIsNotWantedAnyMore) {
  ScriptedServer server(Answering(kAnybodys, Delta("content", "a") + Delta("content", "b") + kEnd));
  const auto model = MakeChatModel({.endpoint = server.endpoint()});
  int deltas = 0;
  const auto reply = model->Chat(
      Hello(),
      [&](const auto&) {
        ++deltas;
        return false;
      },
      kSoon);
  EXPECT_EQ(reply.error().code, ErrorCode::kCancelled);
  EXPECT_EQ(deltas, 1);
}

TEST(ChatModel, ShowsPicturesBeforeTheTextAsDataUrls) {
  ScriptedServer server(Answering(kAnybodys, Delta("content", "ok") + kEnd));
  const auto model = MakeChatModel({.endpoint = server.endpoint(), .key = "secret"});
  llm::ChatRequest request;
  using namespace std::string_literals;
  request.turns = {{llm::ChatRole::kUser, "Read it.", {"\xFF\xD8\xFF\xE0"s, "\x89PNG\r"s, "abc"s}}};
  ASSERT_TRUE(model->Chat(
      request, [](const llm::ChatDelta&) { return true; }, kSoon));
  const Asked asked = server.asked().back();
  EXPECT_EQ(asked.path, "/v1/chat/completions");
  EXPECT_EQ(http::Find(asked.headers, "authorization"), "Bearer secret");
  EXPECT_THAT(
      asked.body,
      HasSubstr(R"("messages":[{"role":"user","content":[)"
                R"({"type":"image_url","image_url":{"url":"data:image/jpeg;base64,/9j/4A=="}},)"
                R"({"type":"image_url","image_url":{"url":"data:image/png;base64,iVBORw0="}},)"
                R"({"type":"image_url","image_url":{"url":"data:image/jpeg;base64,YWJj"}},)"
                R"({"type":"text","text":"Read it."}]}])"));
}

}  // namespace
}  // namespace wenyuan::llm_openai
