#include <gtest/gtest.h>

#include <boost/json.hpp>
#include <thread>

#include "scripted_server.h"
#include "wenyuan/llm_openai/models.h"

namespace wenyuan::llm_openai {
namespace {

namespace json = boost::json;
using llm::TextKind;
using std::chrono::milliseconds;

Deadline Soon() { return Deadline::After(std::chrono::seconds(10)); }

// A row for each text: its length, then ones.
std::string Vectors(const Asked& asked, std::size_t dimension) {
  const json::value body = json::parse(asked.body);
  json::array data;
  for (const json::value& text : body.at("input").as_array()) {
    json::array row(dimension, 1.0);
    row[0] = text.as_string().size();
    data.push_back({{"index", data.size()}, {"embedding", row}});
  }
  std::reverse(data.begin(), data.end());  // the index counts, not the order
  return json::serialize(
      json::object{{"data", data}, {"usage", {{"prompt_tokens", 3 * data.size()}}}});
}

http::Response Strangers(const Asked& asked) {
  if (asked.path == "/v1/models") return {200, {}, R"({"data": [{"id": "theirs"}]})"};
  return {200, {}, Vectors(asked, 4)};
}

EmbedderOptions At(const ScriptedServer& server) {
  EmbedderOptions options;
  options.server.endpoint = server.endpoint();
  options.query_prefix = "Q ";
  options.passage_prefix = "P ";
  return options;
}

std::vector<std::string> InputOf(const Asked& asked) {
  std::vector<std::string> texts;
  const json::value body = json::parse(asked.body);
  for (const json::value& text : body.at("input").as_array()) texts.emplace_back(text.as_string());
  return texts;
}

TEST(OpenAiEmbedder, LearnsNameAndDimensionOfAStrangersModel) {
  ScriptedServer server(Strangers);
  const auto embedder = MakeEmbedder(At(server));
  const Result<llm::EmbedderInfo> info = embedder->Info(Soon());
  ASSERT_TRUE(info) << info.error().message;
  EXPECT_EQ(info->model, "theirs");
  EXPECT_EQ(info->dimension, 4U);
  EXPECT_EQ(info->id, "theirs:4:Q |P ");
  server.Forget();
  EXPECT_TRUE(embedder->Info(Soon()));
  EXPECT_TRUE(server.asked().empty());  // known by now
}

TEST(OpenAiEmbedder, PutsThePrefixesBeforeTextsForAStranger) {
  ScriptedServer server(Strangers);
  EmbedderOptions options = At(server);
  options.server.key = "secret";
  const auto embedder = MakeEmbedder(options);
  const std::vector<std::string> texts = {"one", "three"};
  const Result<llm::Embeddings> made = embedder->Embed(TextKind::kPassage, texts, Soon());
  ASSERT_TRUE(made) << made.error().message;
  EXPECT_EQ(made->values, (std::vector<float>{5, 1, 1, 1, 7, 1, 1, 1}));
  EXPECT_EQ(made->tokens, 6U);
  const Asked last = server.asked().back();
  EXPECT_EQ(InputOf(last), (std::vector<std::string>{"P one", "P three"}));
  EXPECT_FALSE(json::parse(last.body).as_object().contains("input_type"));
  EXPECT_EQ(http::Find(last.headers, "authorization"), "Bearer secret");
  EXPECT_EQ(http::Find(last.headers, "x-wenyuan-priority"), "background");
  ASSERT_TRUE(embedder->Embed(TextKind::kQuery, std::span(texts).first(1), Soon()));
  EXPECT_EQ(InputOf(server.asked().back()), std::vector<std::string>{"Q one"});
  EXPECT_EQ(http::Find(server.asked().back().headers, "x-wenyuan-priority"), "query");
}

TEST(OpenAiEmbedder, LetsOurOwnServerPutItsPrefixesAndReadsBase64) {
  ScriptedServer server([](const Asked& asked) -> http::Response {
    if (asked.path == "/v1/models") {
      return {200, {}, R"({"data": [
        {"id": "ranks", "meta": {"kind": "reranker", "sha256": "ff"}},
        {"id": "ours", "meta": {"kind": "embedder", "sha256": "0123456789abcdef0123", "dimension": 2,
         "max_tokens": 256, "query_prefix": "query: ", "passage_prefix": "passage: "}}]})"};
    }
    return {200, {}, R"({"data": [{"index": 0, "embedding": "AACAPwAAAEA="}]})"};
  });
  const auto embedder = MakeEmbedder(At(server));
  const Result<llm::EmbedderInfo> info = embedder->Info(Soon());
  ASSERT_TRUE(info);
  EXPECT_EQ(info->id, "ours:0123456789abcdef:256:query: |passage: ");
  EXPECT_EQ(info->max_tokens, 256U);
  const std::vector<std::string> texts = {"one"};
  const Result<llm::Embeddings> made = embedder->Embed(TextKind::kQuery, texts, Soon());
  ASSERT_TRUE(made) << made.error().message;
  EXPECT_EQ(made->values, (std::vector<float>{1, 2}));
  const json::value body = json::parse(server.asked().back().body);
  EXPECT_EQ(body.at("input_type").as_string(), "query");
  EXPECT_EQ(body.at("model").as_string(), "ours");
  EXPECT_EQ(InputOf(server.asked().back()), texts);
}

TEST(OpenAiEmbedder, AsksForManyTextsInParts) {
  ScriptedServer server(Strangers);
  EmbedderOptions options = At(server);
  options.texts_per_request = 2;
  options.bytes_per_request = 10;
  const auto embedder = MakeEmbedder(options);
  ASSERT_TRUE(embedder->Info(Soon()));
  server.Forget();
  const std::vector<std::string> texts = {"1", "22", "333", "a text of more than ten", "5"};
  const Result<llm::Embeddings> made = embedder->Embed(TextKind::kPassage, texts, Soon());
  ASSERT_TRUE(made);
  EXPECT_EQ(server.asked().size(), 4U);
  for (std::size_t i = 0; i < texts.size(); ++i) {
    EXPECT_EQ(made->values[i * 4], static_cast<float>(texts[i].size() + 2));
  }
}

TEST(OpenAiEmbedder, TriesAgainWhatMayPassAndNothingElse) {
  ScriptedServer server(Strangers);
  const auto embedder = MakeEmbedder(At(server));
  ASSERT_TRUE(embedder->Info(Soon()));
  const std::vector<std::string> texts = {"one"};
  int calls = 0;
  server.Answer([&](const Asked& asked) -> http::Response {
    return ++calls < 3 ? http::Response{503, {}, R"({"error": {"message": "loading"}})"}
                       : Strangers(asked);
  });
  EXPECT_TRUE(embedder->Embed(TextKind::kQuery, texts, Soon()));
  EXPECT_EQ(calls, 3);
  calls = 0;
  server.Answer([&](const Asked&) -> http::Response {
    ++calls;
    return {400, {}, R"({"error": {"message": "no such thing"}})"};
  });
  const auto refused = embedder->Embed(TextKind::kQuery, texts, Soon());
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().code, ErrorCode::kInvalidArgument);
  EXPECT_NE(refused.error().message.find("no such thing"), std::string::npos);
  EXPECT_EQ(calls, 1);
}

TEST(OpenAiEmbedder, SaysThatABusyServerIsBusy) {
  ScriptedServer server(Strangers);
  EmbedderOptions options = At(server);
  options.server.attempts = 2;
  const auto embedder = MakeEmbedder(options);
  ASSERT_TRUE(embedder->Info(Soon()));
  server.Answer([](const Asked&) { return http::Response{429, {{"Retry-After", "0"}}, "{}"}; });
  const std::vector<std::string> texts = {"one"};
  for (int i = 0; i < 4; ++i) {  // it is there, so it is not left alone
    const auto busy = embedder->Embed(TextKind::kPassage, texts, Soon());
    ASSERT_FALSE(busy);
    EXPECT_EQ(busy.error().code, ErrorCode::kResourceExhausted) << busy.error().message;
  }
}

TEST(OpenAiEmbedder, LeavesABrokenServerAloneForAWhile) {
  ScriptedServer server([](const Asked&) { return http::Response{500, {}, "broken"}; });
  EmbedderOptions options = At(server);
  options.server.attempts = 1;
  const auto embedder = MakeEmbedder(options);
  EXPECT_FALSE(embedder->Info(Soon()));
  EXPECT_FALSE(embedder->Info(Soon()));
  EXPECT_EQ(server.asked().size(), 2U);
  const auto third = embedder->Info(Soon());
  ASSERT_FALSE(third);
  EXPECT_EQ(third.error().code, ErrorCode::kUnavailable);
  EXPECT_NE(third.error().message.find("left alone"), std::string::npos);
  EXPECT_NE(third.error().message.find("broken"), std::string::npos);
  EXPECT_EQ(server.asked().size(), 2U);
  server.Answer(Strangers);
  std::this_thread::sleep_for(milliseconds(1'050));
  EXPECT_TRUE(embedder->Info(Soon()));
}

TEST(OpenAiEmbedder, SaysSoWhenTheDimensionChanges) {
  ScriptedServer server(Strangers);
  const auto embedder = MakeEmbedder(At(server));
  ASSERT_TRUE(embedder->Info(Soon()));
  server.Answer([](const Asked& asked) -> http::Response {
    if (asked.path == "/v1/models") return Strangers(asked);
    return {200, {}, Vectors(asked, 6)};
  });
  const std::vector<std::string> texts = {"one"};
  const auto changed = embedder->Embed(TextKind::kPassage, texts, Soon());
  ASSERT_FALSE(changed);
  EXPECT_EQ(changed.error().code, ErrorCode::kConflict);
  EXPECT_NE(changed.error().message.find("from 4 to 6"), std::string::npos);
  EXPECT_NE(changed.error().message_zh.find("由 4 变为 6"), std::string::npos);
  const auto info = embedder->Info(Soon());
  ASSERT_TRUE(info);
  EXPECT_EQ(info->dimension, 6U);
  EXPECT_EQ(info->id, "theirs:6:Q |P ");
}

TEST(OpenAiEmbedder, TrustsNoAnswer) {
  ScriptedServer server(Strangers);
  EmbedderOptions options = At(server);
  options.server.attempts = 1;
  const auto embedder = MakeEmbedder(options);
  const std::vector<std::string> texts = {"one", "two"};
  for (const std::string& body : std::vector<std::string>{
           "", "[]", "{}", R"({"data": 4})", R"({"data": []})", R"({"data": [{"embedding": [1]}]})",
           R"({"data": [{"embedding": [1, 2]}, {"embedding": [1]}]})",
           R"({"data": [{"embedding": [1, 2]}, {"embedding": [0, 0]}]})",
           R"({"data": [{"embedding": [1, 2]}, {"embedding": [1, "2"]}]})",
           R"({"data": [{"embedding": [1, 2]}, {"embedding": [1e300, 2]}]})",
           R"({"data": [{"embedding": [1, 2]}, {"embedding": "AADAfwAAAAA="}]})",
           R"({"data": [{"embedding": [1, 2]}, {"embedding": "no base 64"}]})",
           R"({"data": [{"embedding": [1, 2]}, {}]})",
           R"({"data": [{"index": 0, "embedding": [1]}, {"index": 0, "embedding": [1]}]})",
           R"({"data": [{"index": 0, "embedding": [1]}, {"index": 7, "embedding": [1]}]})"}) {
    server.Answer(Strangers);
    ASSERT_TRUE(embedder->Info(Soon()));
    server.Answer([&](const Asked&) { return http::Response{200, {}, body}; });
    const auto made = embedder->Embed(TextKind::kPassage, texts, Soon());
    ASSERT_FALSE(made) << body;
    EXPECT_EQ(made.error().code, ErrorCode::kUnavailable) << body;
  }
}

TEST(OpenAiEmbedder, HasNoVectorForAnEmptyText) {
  ScriptedServer server(Strangers);
  const std::vector<std::string> texts = {"one", ""};
  const auto made = MakeEmbedder(At(server))->Embed(TextKind::kPassage, texts, Soon());
  ASSERT_FALSE(made);
  EXPECT_EQ(made.error().code, ErrorCode::kInvalidArgument);
}

TEST(OpenAiEmbedder, KeepsADeadline) {
  ScriptedServer server([](const Asked&) {
    std::this_thread::sleep_for(milliseconds(600));
    return http::Response{200, {}, "{}"};
  });
  const auto late = MakeEmbedder(At(server))->Info(Deadline::After(milliseconds(100)));
  ASSERT_FALSE(late);
  EXPECT_EQ(late.error().code, ErrorCode::kTimeout);
}

TEST(OpenAiEmbedder, SaysThatNobodyListens) {
  EmbedderOptions options;
  options.server.endpoint.unix_socket = "/nonexistent/model.sock";
  options.server.attempts = 1;
  const auto nobody = MakeEmbedder(options)->Info(Soon());
  ASSERT_FALSE(nobody);
  EXPECT_EQ(nobody.error().code, ErrorCode::kUnavailable);
  EXPECT_NE(nobody.error().message.find("/nonexistent/model.sock"), std::string::npos);
}

TEST(OpenAiReranker, GivesScoresInTheOrderOfThePassages) {
  ScriptedServer server([](const Asked& asked) -> http::Response {
    EXPECT_EQ(asked.path, "/v1/rerank");
    return {200, {}, R"({"results": [{"index": 1, "relevance_score": 0.9},
                                     {"index": 0, "relevance_score": -2}]})"};
  });
  ServerOptions options;
  options.endpoint = server.endpoint();
  options.model = "ranks";
  const auto reranker = MakeReranker(options);
  const std::vector<std::string> passages = {"a", "b"};
  const auto scores = reranker->Rerank("q", passages, Soon());
  ASSERT_TRUE(scores) << scores.error().message;
  EXPECT_EQ(*scores, (std::vector<float>{-2, 0.9F}));
  EXPECT_TRUE(reranker->Rerank("q", {}, Soon())->empty());
  server.Answer([](const Asked&) { return http::Response{200, {}, R"({"results": []})"}; });
  EXPECT_FALSE(reranker->Rerank("q", passages, Soon()));
}

constexpr const char* kShowsAttention =
    R"({"data": [{"id": "ranks", "meta": {"kind": "reranker", "sha256": "f", "attention": true}}]})";

TEST(OpenAiReranker, GivesTheAttentionOfAServerThatShowsIt) {
  ScriptedServer server([](const Asked& asked) -> http::Response {
    if (asked.path == "/v1/models") return {200, {}, kShowsAttention};
    EXPECT_EQ(asked.path, "/v1/attention");
    EXPECT_NE(asked.body.find(R"("documents":[["a","b"],["c"]])"), std::string::npos) << asked.body;
    return {200, {}, R"({"results": [{"index": 1, "relevance_score": -2, "weights": [0.5]},
                        {"index": 0, "relevance_score": 0.9, "weights": [0.25, null]}]})"};
  });
  ServerOptions options;
  options.endpoint = server.endpoint();
  const auto reranker = MakeReranker(options);
  const std::vector<std::vector<std::string>> passages = {{"a", "b"}, {"c"}};
  const auto weighed = reranker->Weigh("q", passages, Soon());
  ASSERT_TRUE(weighed) << weighed.error().message;
  ASSERT_EQ(weighed->size(), 2U);
  EXPECT_FLOAT_EQ((*weighed)[0].score, 0.9F);
  EXPECT_EQ((*weighed)[0].weights, (std::vector<std::optional<float>>{0.25F, std::nullopt}));
  EXPECT_EQ((*weighed)[1].weights, (std::vector<std::optional<float>>{0.5F}));
  EXPECT_TRUE(reranker->Weigh("q", {}, Soon())->empty());
  for (const char* const wrong :
       {"{}", R"({"results": []})",
        R"({"results": [{"index": 0, "relevance_score": 1, "weights": [0.1, 0.1]},
                        {"index": 1, "relevance_score": 1, "weights": [0.1, 0.1]}]})",
        R"({"results": [{"index": 0, "relevance_score": 1, "weights": [0.1, -0.1]},
                        {"index": 1, "relevance_score": 1, "weights": [0.1]}]})",
        R"({"results": [{"index": 0, "relevance_score": 1, "weights": [0.9, 0.9]},
                        {"index": 1, "relevance_score": 1, "weights": ["x"]}]})",
        R"({"results": [{"index": 0, "weights": [0.1, 0.1]},
                        {"index": 1, "relevance_score": 1, "weights": [0.1]}]})"}) {
    server.Answer([wrong](const Asked&) { return http::Response{200, {}, wrong}; });
    const auto refused = reranker->Weigh("q", passages, Soon());
    ASSERT_FALSE(refused) << wrong;
    EXPECT_EQ(refused.error().code, ErrorCode::kUnavailable) << wrong;
  }
}

TEST(OpenAiReranker, DoesNotAskForAttentionWhereItIsNotShown) {
  for (const http::Response& list :
       {http::Response{200, {}, R"({"data": [{"id": "ranks"}]})"}, http::Response{404, {}, "{}"}}) {
    ScriptedServer server([&](const Asked&) { return list; });
    ServerOptions options;
    options.endpoint = server.endpoint();
    const std::vector<std::vector<std::string>> passages = {{"a"}};
    const auto refused = MakeReranker(options)->Weigh("q", passages, Soon());
    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.error().code, ErrorCode::kUnsupported);
    for (const Asked& asked : server.asked()) EXPECT_EQ(asked.path, "/v1/models");
  }
}

TEST(OpenAiReranker, LearnsItsNameAndForgetsItWhenTheServerIsAway) {
  ScriptedServer server([](const Asked& asked) -> http::Response {
    if (asked.path != "/v1/models") return {503, {}, "{}"};
    return {200, {}, R"({"data": [{"id": "vectors", "meta": {"kind": "embedder", "sha256": "f"}},
                                  {"id": "ranks", "meta": {"kind": "reranker"}}]})"};
  });
  ServerOptions options;
  options.endpoint = server.endpoint();
  options.attempts = 1;
  options.failures_to_pause = 10;
  const auto reranker = MakeReranker(options);
  ASSERT_TRUE(reranker->Model(Soon()));
  EXPECT_EQ(*reranker->Model(Soon()), "ranks");
  EXPECT_EQ(server.asked().size(), 1U);  // known by now
  const std::vector<std::string> passages = {"a"};
  EXPECT_FALSE(reranker->Rerank("q", passages, Soon()));
  server.Answer([](const Asked&) -> http::Response { return {503, {}, "{}"}; });
  EXPECT_EQ(reranker->Model(Soon()).error().code, ErrorCode::kUnavailable);
  server.Answer([](const Asked&) -> http::Response { return {404, {}, "{}"}; });
  EXPECT_NE(reranker->Model(Soon())->find("127.0.0.1"), std::string::npos);  // it has no list
}

}  // namespace
}  // namespace wenyuan::llm_openai
