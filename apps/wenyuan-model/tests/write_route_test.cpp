// Answers over HTTP, by tiny models and the real engine.
#include "write_route.h"

#include <algorithm>
#include <cmath>
#include <fstream>
#include <thread>

#include "wenyuan/base/testing/temporary_folder.h"
#include "writing.h"

namespace wenyuan::model {
namespace {

namespace json = boost::json;

TEST_F(Writing, AnswersAChatAsOpenAiDoes) {
  const json::value answer = Answer(kChat, "{" + kHello + R"(, "max_tokens": 8})");
  EXPECT_EQ(answer.at("object").as_string(), "chat.completion");
  EXPECT_EQ(answer.at("model").as_string(), "tiny-writer-chatml");
  const json::value& choice = answer.at("choices").at(0);
  EXPECT_EQ(choice.at("message").at("role").as_string(), "assistant");
  EXPECT_EQ(choice.at("finish_reason").as_string(), "length");
  EXPECT_EQ(answer.at("usage").at("completion_tokens").as_int64(), 8);
  EXPECT_GT(answer.at("usage").at("prompt_tokens").as_int64(), 5);
  EXPECT_TRUE(answer.at("usage").at("prompt_tokens_details").at("cached_tokens").is_int64());
}

TEST_F(Writing, StreamsTheSameAsItAnswersAtOnce) {
  const std::string body = kHello + R"(, "max_tokens": 40)";
  const json::value whole = Answer(kChat, "{" + body + "}");
  const auto events =
      Events(kChat, "{" + body + R"(, "stream": true, "stream_options": {"include_usage": true}})");
  ASSERT_GT(events.size(), 3U);
  EXPECT_EQ(events[0].at("object").as_string(), "chat.completion.chunk");
  EXPECT_EQ(events[0].at("choices").at(0).at("delta").at("role").as_string(), "assistant");
  EXPECT_EQ(Content(events, "content"),
            whole.at("choices").at(0).at("message").at("content").as_string());
  EXPECT_TRUE(events.back().at("choices").as_array().empty());
  EXPECT_EQ(events.back().at("usage").at("completion_tokens").as_int64(), 40);
  EXPECT_EQ(events[events.size() - 2].at("choices").at(0).at("finish_reason").as_string(),
            "length");
}

TEST_F(Writing, GoesOnFromATextOrFromTokens) {
  Put("libs/llm_llama/testing/models/stories260K.gguf");
  const json::value answer =
      Answer(kCompletion, R"({"prompt": "Once upon a time", "temperature": 0, "max_tokens": 16})");
  EXPECT_EQ(answer.at("object").as_string(), "text_completion");
  const std::string text(answer.at("choices").at(0).at("text").as_string());
  EXPECT_TRUE(text.starts_with(", there was a little girl named Lily.")) << text;
  EXPECT_EQ(Answer(kCompletion, R"({"prompt": [1, 403, 407, 261], "max_tokens": 1})")
                .at("usage")
                .at("prompt_tokens")
                .as_int64(),
            4);
}

TEST_F(Writing, StopsAtAStopStringThatItDoesNotShow) {
  Put("libs/llm_llama/testing/models/stories260K.gguf");
  const json::value answer = Answer(
      kCompletion,
      R"({"prompt": "Once upon a time", "temperature": 0, "max_tokens": 60, "stop": ["girl na"]})");
  EXPECT_EQ(answer.at("choices").at(0).at("text").as_string(), ", there was a little ");
  EXPECT_EQ(answer.at("choices").at(0).at("finish_reason").as_string(), "stop");
}

TEST_F(Writing, TellsThinkingApart) {
  Put(TinyModel("tiny-writer-r1.gguf"));
  const auto events = Events(kChat, "{" + kHello +
                                        R"(, "thinking_budget": 6, "grammar": "root ::= \"yes\"",
                                            "max_tokens": 40, "stream": true})");
  EXPECT_EQ(Content(events, "content"), "yes");
  EXPECT_FALSE(Content(events, "reasoning_content").empty());
  const json::value without =
      Answer(kChat, "{" + kHello +
                        R"(, "thinking": false, "grammar": "root ::= \"no\"", "max_tokens": 9})");
  EXPECT_EQ(without.at("choices").at(0).at("message").at("content").as_string(), "no");
}

TEST_F(Writing, KeepsToAJsonSchema) {
  const json::value answer = Answer(kChat, "{" + kHello + R"(, "max_tokens": 200,
      "response_format": {"type": "json_schema", "json_schema": {"name": "x", "schema": {
        "type": "object", "properties": {"port": {"enum": ["a", "b"]}}, "required": ["port"],
        "additionalProperties": false}}}})");
  const json::value content =
      json::parse(answer.at("choices").at(0).at("message").at("content").as_string());
  EXPECT_TRUE(content.at("port").is_string());
}

TEST_F(Writing, GivesLogprobs) {
  const json::value answer =
      Answer(kChat, "{" + kHello + R"(, "max_tokens": 5, "logprobs": true, "top_logprobs": 3})");
  const json::array& scores = answer.at("choices").at(0).at("logprobs").at("content").as_array();
  ASSERT_EQ(scores.size(), 5U);
  EXPECT_LE(scores[0].at("logprob").as_double(), 0);
  EXPECT_EQ(scores[0].at("top_logprobs").as_array().size(), 3U);
}

TEST_F(Writing, WritesSeveralAnswersAtOnce) {
  const json::value answer = Answer(
      kChat, R"({"messages": [{"role": "user", "content": "hello"}], "temperature": 1.5, "seed": 3,
                 "n": 3, "max_tokens": 12, "ignore_eos": true})");
  ASSERT_EQ(answer.at("choices").as_array().size(), 3U);
  EXPECT_NE(answer.at("choices").at(0).at("message"), answer.at("choices").at(1).at("message"));
  EXPECT_EQ(answer.at("usage").at("completion_tokens").as_int64(), 36);
}

TEST_F(Writing, ComputesASharedPromptOnce) {
  std::string text;
  for (int i = 0; i < 60; ++i) text += "abc ";
  const std::string longer =
      R"({"messages": [{"role": "user", "content": ")" + text + R"("}], "max_tokens": 2})";
  Answer(kChat, longer);
  const json::value again = Answer(kChat, longer);
  EXPECT_GT(again.at("usage").at("prompt_tokens_details").at("cached_tokens").as_int64(), 32);
}

TEST_F(Writing, ForgetsAnAnswerWhoseReaderLeft) {
  int pieces = 0;
  http::ClientRequest request;
  request.method = "POST";
  request.target = kChat;
  request.body = "{" + kHello + R"(, "max_tokens": 400, "stream": true})";
  (void)http::Fetch(endpoint_, request, Deadline::After(std::chrono::seconds(60)),
                    [&](std::string_view) { return ++pieces < 2; });
  for (int i = 0; i < 600; ++i) {
    if (place_.Get()->engine->numbers().running == 0) break;
    std::this_thread::sleep_for(std::chrono::milliseconds(50));
  }
  EXPECT_EQ(place_.Get()->engine->numbers().running, 0U);
  EXPECT_GE(place_.Get()->engine->numbers().cancelled, 1U);
}

TEST_F(Writing, ListsTheModelWithFactsFromItsFile) {
  const json::value models = json::parse(Ask("GET", "/v1/models").body);
  const json::value& model = models.at("data").at(0);
  EXPECT_EQ(model.at("owned_by").as_string(), "wenyuan");
  EXPECT_EQ(model.at("meta").at("kind").as_string(), "generator");
  EXPECT_EQ(model.at("meta").at("context_tokens").as_int64(), 512);
  EXPECT_FALSE(model.at("meta").at("thinks").as_bool());
  const std::string metrics = Ask("GET", "/metrics").body;
  EXPECT_NE(metrics.find("wenyuan_model_cells{model=\"tiny-writer-chatml\"} 1024"),
            std::string::npos)
      << metrics;
}

TEST_F(Writing, LoadsAnAdapterForWhoeverHasTheKey) {
  const std::string file = TinyModel("tiny-adapter.gguf").string();
  const std::string load = R"({"name": "style", "file": ")" + file + "\"}";
  EXPECT_EQ(Ask("POST", "/v1/adapters", load).status, 403);
  ASSERT_TRUE(place_.Get()->model->LoadAdapter({"style", file}));
  const json::value plain = Answer(kChat, "{" + kHello + R"(, "max_tokens": 20})");
  const json::value styled = Answer(
      kChat, "{" + kHello + R"(, "max_tokens": 20, "lora": [{"name": "style", "scale": 4}]})");
  EXPECT_NE(plain.at("choices").at(0).at("message"), styled.at("choices").at(0).at("message"));
  EXPECT_NE(Ask("GET", "/v1/adapters").body.find("style"), std::string::npos);
}

TEST_F(Writing, AnAdapterOfANameOfBeforeIsNotTakenForThatOne) {
  const testing::TemporaryFolder folder;
  const std::filesystem::path other = folder.path() / "other.gguf";
  std::filesystem::copy_file(TinyModel("tiny-adapter.gguf"), other);
  {
    std::fstream file(other, std::ios::in | std::ios::out | std::ios::binary);
    file.seekp(-4, std::ios::end);
    file.write("\0\0\x80\xbf", 4);  // the last weight is -1
  }
  llm_llama::TextModel& model = *place_.Get()->model;
  const auto said = [&](const std::string& name) {
    const json::value answer = Answer(
        kChat,
        "{" + kHello +
            R"(, "max_tokens": 20, "temperature": 0, "logprobs": true, "lora": [{"name": ")" +
            name + R"(", "scale": 4}]})");
    const json::value& logprobs = answer.at("choices").at(0).at("logprobs");
    std::vector<double> numbers;
    for (const json::value& token : logprobs.at("content").as_array()) {
      numbers.push_back(token.at("logprob").to_number<double>());
    }
    return numbers;
  };
  // Rounding depends on how many tokens are computed together.
  const auto same = [](const std::vector<double>& left, const std::vector<double>& right) {
    return std::equal(left.begin(), left.end(), right.begin(), right.end(),
                      [](double a, double b) { return std::abs(a - b) < 1e-4; });
  };
  ASSERT_TRUE(model.LoadAdapter({"style", TinyModel("tiny-adapter.gguf")}));
  ASSERT_TRUE(model.LoadAdapter({"second", other}));
  const std::vector<double> first = said("style");
  const std::vector<double> second = said("second");
  ASSERT_FALSE(same(first, second));
  EXPECT_TRUE(same(said("style"), first));
  ASSERT_TRUE(model.UnloadAdapter("style"));
  ASSERT_TRUE(model.LoadAdapter({"style", other}));
  EXPECT_TRUE(same(said("style"), second));
}

TEST(WriterPlace, IsLoadingBeforeItIsReady) {
  WriterPlace place;
  Service service;
  service.writer = &place;
  place.Progress(0.5);
  http::ServerOptions options;
  options.port = 0;
  const auto server = *http::StartServer(options, MakeHandler(service));
  const auto endpoint = *http::ParseEndpoint("http://127.0.0.1:" + std::to_string(server->port()));
  const auto ask = [&](const std::string& method, const std::string& target) {
    http::ClientRequest request;
    request.method = method;
    request.target = target;
    request.body = method == "POST" ? "{}" : "";
    return *http::Fetch(endpoint, request, Deadline::After(std::chrono::seconds(20)));
  };
  EXPECT_EQ(ask("GET", "/health").status, 503);
  EXPECT_NE(ask("GET", "/health").body.find("\"percent\":50"), std::string::npos);
  EXPECT_EQ(ask("POST", kChat).status, 503);
  EXPECT_EQ(ask("GET", "/v1/models").status, 200);
}

}  // namespace
}  // namespace wenyuan::model
