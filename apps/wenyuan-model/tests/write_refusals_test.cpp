// What is said to a client whose request cannot be answered.
#include "writing.h"

namespace wenyuan::model {
namespace {

namespace json = boost::json;

TEST_F(Writing, SaysWhatIsWrongWithARequest) {
  using Case = std::tuple<std::string, int, std::string>;
  const std::string turn = R"("messages": [{"role": "user", "content": "a"}])";
  for (const auto& [body, status, part] : std::vector<Case>{
           {"", 400, "not valid JSON"},
           {"{}", 400, "'messages' is missing"},
           {R"({"messages": []})", 400, "'messages' is missing or empty"},
           {R"({"messages": [{"role": "wizard", "content": "a"}]})", 400, "'role'"},
           {R"({"messages": [{"role": "tool", "content": "a"}]})", 400, "tools are not supported"},
           {R"({"messages": [{"role": "user", "content": [{"type": "image_url"}]}]})", 400,
            "\"text\" only"},
           {"{" + turn + R"(, "tools": [{"type": "function"}]})", 400, "'tools'"},
           {"{" + turn + R"(, "functions": [{}]})", 400, "'functions'"},
           {"{" + turn + R"(, "modalities": ["audio"]})", 400, "'modalities'"},
           {"{" + turn + R"(, "temperature": -1})", 400, "'temperature'"},
           {"{" + turn + R"(, "temperature": 1e300})", 400, "'temperature'"},
           {"{" + turn + R"(, "temperature": "hot"})", 400, "'temperature'"},
           {"{" + turn + R"(, "top_p": 7})", 400, "'top_p'"},
           {"{" + turn + R"(, "n": 100})", 400, "'n'"},
           {"{" + turn + R"(, "max_tokens": -5})", 400, "'max_tokens'"},
           {"{" + turn + R"(, "seed": 1.5})", 400, "'seed'"},
           {"{" + turn + R"(, "logit_bias": {"99999": 1}})", 400, "'logit_bias'"},
           {"{" + turn + R"(, "logit_bias": {"a": 1}})", 400, "'logit_bias'"},
           {"{" + turn + R"(, "stop": [""]})", 400, "'stop'"},
           {"{" + turn + R"(, "top_logprobs": 3})", 400, "'logprobs'"},
           {"{" + turn + R"(, "grammar": "nonsense ::= "})", 400, "grammar"},
           {"{" + turn + R"(, "response_format": {"type": "yaml"}})", 400, "'response_format'"},
           {"{" + turn + R"(, "response_format": {"type": "json_schema"}})", 400, "json_schema"},
           {"{" + turn + R"(, "lora": [{"name": "none"}]})", 404, "adapter"},
           {"{" + turn + R"(, "model": "gpt"})", 404, "'tiny-writer-chatml'"}}) {
    SetLogLevel(LogLevel(4));
    const auto [got, code, message] = Refusal(kChat, body);
    EXPECT_EQ(got, status) << body << message;
    EXPECT_NE(message.find(part), std::string::npos) << body << message;
  }
}

TEST_F(Writing, NamesTheFieldThatIsWrong) {
  SetLogLevel(LogLevel(4));
  const std::string turn = R"({"messages": [{"role": "user", "content": "a"}], )";
  const auto param_of = [&](const std::string& target, const std::string& body) {
    const json::value param = json::parse(Ask("POST", target, body).body).at("error").at("param");
    return param.is_null() ? std::string() : std::string(param.as_string());
  };
  for (const std::string field :
       {R"("temperature": 9)", R"("temperature": "hot")", R"("top_p": 7)", R"("n": 0)",
        R"("max_tokens": -5)", R"("max_completion_tokens": "many")", R"("seed": 1.5)",
        R"("logit_bias": {"99999": 1})", R"("stop": [""])", R"("tools": [{}])",
        R"("modalities": ["audio"])", R"("stream": 1)", R"("stream_options": {"include_usage": 1})",
        R"("grammar": "nonsense ::= ")", R"("response_format": {"type": "yaml"})",
        R"("presence_penalty": 3)", R"("model": "gpt")", R"("top_logprobs": 3)",
        R"("lora": [{"name": "none"}])"}) {
    EXPECT_EQ(param_of(kChat, turn + field + "}"), field.substr(1, field.find('"', 1) - 1));
  }
  for (const char* body : {"{}", R"({"messages": [{"role": "wizard", "content": "a"}]})"}) {
    EXPECT_EQ(param_of(kChat, body), "messages");
  }
  EXPECT_EQ(param_of(kCompletion, "{}"), "prompt");
  EXPECT_EQ(param_of(kCompletion, R"({"prompt": [99999]})"), "prompt");
  EXPECT_EQ(param_of(kChat, "no JSON"), "") << "no field alone";
  const std::string no_model = Ask("POST", kChat, turn + R"("model": "gpt"})").body;
  EXPECT_EQ(json::parse(no_model).at("error").at("code").as_string(), "model_not_found");
}

TEST_F(Writing, CountsWhatItRefused) {
  WriterOptions options = OptionsFor(TinyModel("tiny-writer-chatml.gguf"));
  options.engine.most_waiting = 0;
  place_.Put(*LoadWriter(options));
  EXPECT_EQ(Ask("POST", kChat, "{" + kHello + "}").status, 429);
  const std::string metrics = Ask("GET", "/metrics").body;
  EXPECT_NE(metrics.find("generations_refused_total{model=\"tiny-writer-chatml\"} 1\n"),
            std::string::npos)
      << metrics;
}

TEST_F(Writing, SaysThatAPromptIsTooLong) {
  std::string text;
  for (int i = 0; i < 600; ++i) text += "ab ";
  const auto [status, code, message] =
      Refusal(kChat, R"({"messages": [{"role": "user", "content": ")" + text + "\"}]}");
  EXPECT_EQ(status, 400);
  EXPECT_EQ(code, "context_length_exceeded");
  EXPECT_NE(message.find("512 tokens"), std::string::npos) << message;
}

TEST_F(Writing, SaysWhyAModelHasNoChat) {
  Put("libs/llm_llama/testing/models/stories260K.gguf");
  const auto [status, code, message] = Refusal(kChat, "{" + kHello + "}");
  EXPECT_EQ(status, 400);
  EXPECT_NE(message.find("/v1/completions"), std::string::npos) << message;
}

}  // namespace
}  // namespace wenyuan::model
