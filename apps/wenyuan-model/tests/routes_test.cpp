// The whole service over HTTP, on tiny models.
#include "routes.h"

#include <gtest/gtest.h>

#include <boost/json.hpp>
#include <cstdlib>

#include "wenyuan/base/log.h"
#include "wenyuan/http/client.h"
#include "wenyuan/http/server.h"

namespace wenyuan::model {
namespace {

namespace json = boost::json;

LoadOptions Tiny(const std::string& name) {
  SetLogLevel(LogLevel::kError);
  LoadOptions options;
  options.encoder.model =
      std::filesystem::path(std::getenv("WENYUAN_BINARY_DIR")) / "tiny_models" / name;
  options.query_prefix = "query: ";
  options.passage_prefix = "passage: ";
  return options;
}

class Routes : public ::testing::Test {
 protected:
  void SetUp() override {
    Result<LoadedModel> embedder = LoadEmbedder(Tiny("tiny-embedder.gguf"));
    Result<LoadedModel> reranker = LoadReranker(Tiny("tiny-reranker.gguf"));
    ASSERT_TRUE(embedder && reranker);
    service_.embedder = *std::move(embedder);
    service_.reranker = *std::move(reranker);
    Start();
  }

  void Start() {
    http::ServerOptions options;
    options.port = 0;
    auto server = http::StartServer(options, MakeHandler(service_));
    ASSERT_TRUE(server);
    server_ = *std::move(server);
    endpoint_ = *http::ParseEndpoint("http://127.0.0.1:" + std::to_string(server_->port()));
  }

  http::Response Ask(const std::string& method, const std::string& target,
                     const std::string& body = "", const http::Headers& headers = {}) {
    http::ClientRequest request;
    request.method = method;
    request.target = target;
    request.body = body;
    request.headers = headers;
    return *http::Fetch(endpoint_, request, Deadline::After(std::chrono::seconds(30)));
  }
  json::value Embed(const std::string& body) {
    const http::Response answer = Ask("POST", "/v1/embeddings", body);
    EXPECT_EQ(answer.status, 200) << answer.body;
    return json::parse(answer.body);
  }
  // Status, and the message of an error in OpenAI's shape.
  std::pair<int, std::string> Refusal(const std::string& path, const std::string& body) {
    const http::Response answer = Ask("POST", path, body);
    const json::value value = json::parse(answer.body);
    const json::object& error = value.at("error").as_object();
    EXPECT_TRUE(error.contains("type") && error.contains("param") && error.contains("code"));
    return {answer.status, std::string(error.at("message").as_string())};
  }

  Service service_;
  std::unique_ptr<http::Server> server_;
  http::Endpoint endpoint_;
};

TEST_F(Routes, EmbedsAStringAndAListOfStrings) {
  const json::value one = Embed(R"({"input": "the port", "model": "tiny-embedder"})");
  EXPECT_EQ(one.at("object").as_string(), "list");
  EXPECT_EQ(one.at("model").as_string(), "tiny-embedder");
  EXPECT_GT(one.at("usage").at("prompt_tokens").as_int64(), 3);
  const json::value two = Embed(R"({"input": ["年假", "the port"]})");
  ASSERT_EQ(two.at("data").as_array().size(), 2U);
  EXPECT_EQ(two.at("data").at(1).at("index").as_int64(), 1);
  const json::array& row = two.at("data").at(1).at("embedding").as_array();
  ASSERT_EQ(row.size(), 32U);
  EXPECT_NEAR(row[0].as_double(), one.at("data").at(0).at("embedding").at(0).as_double(), 1e-4);
}

TEST_F(Routes, SendsVectorsInBase64WhenAsked) {
  const json::value value = Embed(R"({"input": "a", "encoding_format": "base64"})");
  EXPECT_EQ(value.at("data").at(0).at("embedding").as_string().size(), (32 * 4 + 2) / 3 * 4U);
}

TEST_F(Routes, PutsTheModelsPrefixBeforeATextOfAKind) {
  const auto first = [&](const std::string& body) {
    return Embed(body).at("data").at(0).at("embedding").at(0).as_double();
  };
  const double query = first(R"({"input": "a", "input_type": "query"})");
  EXPECT_EQ(query, first(R"({"input": "query: a"})"));
  EXPECT_EQ(first(R"({"input": "a", "input_type": "passage"})"),
            first(R"({"input": "passage: a"})"));
  EXPECT_NE(query, first(R"({"input": "a"})"));
}

TEST_F(Routes, CountsWhatItCutOff) {
  std::string text;
  for (int i = 0; i < 100'000; ++i) text += "a b c d e ";
  const json::value value = Embed(R"({"input": ["short", ")" + text + R"("]})");
  EXPECT_EQ(value.at("usage").at("cut_inputs").as_int64(), 1);
  EXPECT_NE(
      Ask("GET", "/metrics").body.find("wenyuan_model_cut_texts_total{model=\"tiny-embedder\"} 1"),
      std::string::npos);
}

TEST_F(Routes, NamesTheFieldThatIsWrong) {
  using Case = std::tuple<std::string, std::string, std::string>;
  for (const auto& [path, body, field] : std::vector<Case>{
           {"/v1/embeddings", "{}", "input"},
           {"/v1/embeddings", R"({"input": [1]})", "input"},
           {"/v1/embeddings", R"({"input": "a", "dimensions": 16})", "dimensions"},
           {"/v1/embeddings", R"({"input": "a", "model": "gpt"})", "model"},
           {"/v1/rerank", R"({"documents": ["a"]})", "query"},
           {"/v1/rerank", R"({"query": "a", "documents": 1})", "documents"},
           {"/v1/rerank", R"({"query": "a", "documents": ["a"], "top_n": 0})", "top_n"},
           {"/v1/attention", R"({"query": "a", "documents": ["a"]})", "documents"}}) {
    const json::value error = json::parse(Ask("POST", path, body).body).at("error");
    EXPECT_EQ(error.at("param"), json::value(field)) << path << body;
  }
  EXPECT_TRUE(json::parse(Ask("POST", "/v1/rerank", "[]").body).at("error").at("param").is_null());
}

TEST_F(Routes, SaysWhatIsWrongWithARequest) {
  using Case = std::tuple<std::string, int, std::string>;
  std::string many = R"({"input": [")";
  for (int i = 0; i < 99'999; ++i) many += R"(a",")";
  for (const auto& [body, status, part] : std::vector<Case>{
           {"", 400, "not valid JSON"},
           {"{\"input\": \"a\"", 400, "not valid JSON"},
           {"{\"input\": \"\xFF\"}", 400, "not valid JSON"},
           {"[]", 400, "JSON object"},
           {"{}", 400, "'input' is missing"},
           {R"({"input": null})", 400, "'input' is missing"},
           {R"({"input": []})", 400, "must not be empty"},
           {R"({"input": ""})", 400, "empty string"},
           {R"({"input": ["a", ""]})", 400, "empty string"},
           {R"({"input": [1, 2, 3]})", 400, "token numbers"},
           {R"({"input": 7})", 400, "must be a string"},
           {R"({"input": "a", "dimensions": 16})", 400, "'dimensions'"},
           {R"({"input": "a", "encoding_format": "hex"})", 400, "encoding_format"},
           {R"({"input": "a", "input_type": "title"})", 400, "input_type"},
           {R"({"input": "a", "model": "gpt"})", 404, "the embedder is 'tiny-embedder'"},
           {R"({"input": "a", "model": 4})", 400, "'model' must be a string"},
           {many + "a\"]}", 413, "holds 100000 texts; at most 2048"}}) {
    const auto [got, message] = Refusal("/v1/embeddings", body);
    EXPECT_EQ(got, status) << body.substr(0, 80);
    EXPECT_NE(message.find(part), std::string::npos) << message;
  }
  EXPECT_EQ(
      Ask("POST", "/v1/embeddings", R"({"input": "a"})", {{"X-Wenyuan-Priority", "first"}}).status,
      400);
}

TEST_F(Routes, OrdersPassagesByScore) {
  const http::Response answer = Ask(
      "POST", "/v1/rerank",
      R"({"query": "port?", "documents": ["a", "hello", "年假"], "top_n": 2, "return_documents": true})");
  ASSERT_EQ(answer.status, 200) << answer.body;
  const json::value value = json::parse(answer.body);
  const json::array& results = value.at("results").as_array();
  ASSERT_EQ(results.size(), 2U);
  EXPECT_GE(results[0].at("relevance_score").as_double(),
            results[1].at("relevance_score").as_double());
  EXPECT_TRUE(results[0].at("document").at("text").is_string());
  EXPECT_EQ(Refusal("/v1/rerank", R"({"query": "a", "documents": []})").first, 400);
  EXPECT_EQ(Refusal("/v1/rerank", R"({"documents": ["a"]})").first, 400);
  EXPECT_EQ(Refusal("/v1/rerank", R"({"query": "a", "documents": ["a"], "top_n": 0})").first, 400);
}

TEST_F(Routes, ListsItsModelsWithHashAndPrefixes) {
  const json::value models = json::parse(Ask("GET", "/v1/models").body);
  ASSERT_EQ(models.at("data").as_array().size(), 2U);
  const json::value& meta = models.at("data").at(0).at("meta");
  EXPECT_EQ(meta.at("kind").as_string(), "embedder");
  EXPECT_EQ(meta.at("dimension").as_int64(), 32);
  EXPECT_EQ(meta.at("max_tokens").as_int64(), 256);
  EXPECT_EQ(meta.at("sha256").as_string().size(), 64U);
  EXPECT_EQ(meta.at("query_prefix").as_string(), "query: ");
  EXPECT_EQ(models.at("data").at(1).at("meta").at("kind").as_string(), "reranker");
}

TEST_F(Routes, SaysHowMuchAttentionEachPartDrew) {
  const http::Response answer =
      Ask("POST", "/v1/attention",
          R"({"query": "the port", "documents": [["a b", " ", "the port"], ["c"]]})");
  ASSERT_EQ(answer.status, 200) << answer.body;
  const json::value value = json::parse(answer.body);
  EXPECT_EQ(value.at("model").as_string(), "tiny-reranker");
  EXPECT_EQ(value.at("usage").at("cut_inputs").as_int64(), 0);
  ASSERT_EQ(value.at("results").as_array().size(), 2U);
  const json::value& first = value.at("results").at(0);
  EXPECT_EQ(first.at("index").as_int64(), 0);
  EXPECT_TRUE(first.at("relevance_score").is_double());
  const json::array& weights = first.at("weights").as_array();
  ASSERT_EQ(weights.size(), 3U);
  EXPECT_TRUE(weights[1].is_null());  // no token of it
  EXPECT_GT(weights[0].as_double(), 0);
  EXPECT_GT(weights[2].as_double(), 0);
  EXPECT_LT(weights[0].as_double() + weights[2].as_double(), 1);  // the question has some
  const json::value models = json::parse(Ask("GET", "/v1/models").body);
  EXPECT_EQ(models.at("data").at(1).at("meta").at("attention"), json::value(true));
  EXPECT_FALSE(models.at("data").at(0).at("meta").as_object().contains("attention"));
}

TEST_F(Routes, SaysWhichPartsItCutOffWhenADocumentIsTooLong) {
  std::string parts = R"("a b c")";
  for (int i = 0; i < 400; ++i) parts += R"(, "a b c")";
  const http::Response answer =
      Ask("POST", "/v1/attention", R"({"query": "a", "documents": [[)" + parts + "]]}");
  ASSERT_EQ(answer.status, 200) << answer.body;
  const json::value value = json::parse(answer.body);
  EXPECT_EQ(value.at("usage").at("cut_inputs").as_int64(), 1);
  const json::array& weights = value.at("results").at(0).at("weights").as_array();
  ASSERT_EQ(weights.size(), 401U);
  EXPECT_FALSE(weights[0].is_null());
  EXPECT_TRUE(weights[400].is_null());
}

TEST_F(Routes, RefusesWhatCannotBeWeighed) {
  std::string many = R"(["a"])";
  for (int i = 0; i < 256; ++i) many += R"(, ["a"])";
  std::string long_question;
  for (int i = 0; i < 400; ++i) long_question += "a b c ";
  using Case = std::tuple<std::string, int, std::string>;
  for (const auto& [body, status, part] : std::vector<Case>{
           {"{", 400, "not valid JSON"},
           {R"({"documents": [["a"]]})", 400, "'query' is missing"},
           {R"({"query": "a"})", 400, "'documents' is missing"},
           {R"({"query": "a", "documents": []})", 400, "'documents' is missing"},
           {R"({"query": "a", "documents": ["a"]})", 400, "a list of its parts"},
           {R"({"query": "a", "documents": [[]]})", 400, "must not be empty"},
           {R"({"query": "a", "documents": [["a", ""]]})", 400, "empty string"},
           {R"({"query": "a", "documents": [["a", 1]]})", 400, "list of strings"},
           {R"({"query": "a", "documents": [["a"]], "model": "other"})", 404, "'other'"},
           {R"({"query": "a", "documents": [)" + many + "]}", 413, "at most 256"},
           {R"({"query": ")" + long_question + R"(", "documents": [["a"]]})", 413,
            "the question"}}) {
    const auto [given, message] = Refusal("/v1/attention", body);
    EXPECT_EQ(given, status) << body.substr(0, 80) << message;
    EXPECT_NE(message.find(part), std::string::npos) << message;
  }
}

TEST_F(Routes, AnswersWhoAsksWhetherItIsWell) {
  EXPECT_EQ(Ask("GET", "/health").body, R"({"status":"ok"})");
  EXPECT_EQ(Ask("GET", "/nothing").status, 404);
  const http::Response wrong = Ask("GET", "/v1/embeddings");
  EXPECT_EQ(wrong.status, 405);
  EXPECT_EQ(http::Find(wrong.headers, "allow"), "POST");
  Embed(R"({"input": "a"})");
  const std::string metrics = Ask("GET", "/metrics").body;
  for (const std::string part :
       {"wenyuan_model_texts_total{model=\"tiny-embedder\"} 1", "wenyuan_model_tokens_total",
        "wenyuan_model_requests_waiting{model=\"tiny-embedder\",priority=\"query\"} 0",
        "wenyuan_model_http_requests_total{route=\"/v1/embeddings\",status=\"200\"} 1"}) {
    EXPECT_NE(metrics.find(part), std::string::npos) << part << "\n" << metrics;
  }
}

TEST_F(Routes, WantsTheKeyWhenThereIsOne) {
  server_.reset();
  service_.key = "let me in";
  Start();
  EXPECT_EQ(Ask("GET", "/v1/models").status, 401);
  EXPECT_EQ(Ask("GET", "/v1/models", "", {{"Authorization", "Bearer let me out"}}).status, 401);
  EXPECT_EQ(Ask("GET", "/v1/models", "", {{"Authorization", "Bearer let me in"}}).status, 200);
  EXPECT_EQ(Ask("GET", "/health").status, 200);
}

TEST(LoadedModel, IsNotOfTheOtherKind) {
  const auto no_embedder = LoadEmbedder(Tiny("tiny-reranker.gguf"));
  ASSERT_FALSE(no_embedder);
  EXPECT_NE(no_embedder.error().message.find("is a reranker, not an embedder"), std::string::npos)
      << no_embedder.error().message;
  EXPECT_FALSE(LoadReranker(Tiny("tiny-embedder.gguf")));
}

TEST(Service, WithoutARerankerSaysHowToGetOne) {
  Service service;
  service.embedder = *LoadEmbedder(Tiny("tiny-embedder.gguf"));
  http::ServerOptions options;
  options.port = 0;
  const auto server = *http::StartServer(options, MakeHandler(service));
  http::ClientRequest request;
  request.method = "POST";
  request.target = "/v1/rerank";
  request.body = R"({"query": "a", "documents": ["b"]})";
  const auto answer =
      *http::Fetch(*http::ParseEndpoint("http://127.0.0.1:" + std::to_string(server->port())),
                   request, Deadline::After(std::chrono::seconds(5)));
  EXPECT_EQ(answer.status, 404);
  EXPECT_NE(answer.body.find("--reranker FILE"), std::string::npos);
}

}  // namespace
}  // namespace wenyuan::model
