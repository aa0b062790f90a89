#pragma once

#include <chrono>
#include <cstdint>
#include <memory>
#include <string>

#include "wenyuan/base/result.h"
#include "wenyuan/http/endpoint.h"
#include "wenyuan/llm/chat_model.h"
#include "wenyuan/llm/embedder.h"

namespace wenyuan::llm_openai {

// A server that speaks OpenAI's API: wenyuan-model, or anybody's.
struct ServerOptions {
  http::Endpoint endpoint;  // what comes before "/embeddings": http://host:port/v1, or unix:/path
  std::string key = {};     // sent as a bearer token; empty: none
  std::string model = {};   // empty: what /models names first
  std::chrono::milliseconds attempt_time{30'000};  // for one try of one request
  int attempts = 3;  // when the server is busy, away or broken; pauses between grow, with chance
  // After this many requests in a row that failed for good, the server is left alone for a pause
  // that grows up to half a minute, and calls fail at once.
  int failures_to_pause = 2;
};

struct EmbedderOptions {
  ServerOptions server;
  // What the model wants before a text. wenyuan-model knows its models' own and puts them itself.
  std::string query_prefix;
  std::string passage_prefix;
  std::size_t texts_per_request = 16;  // small, so that a busy server can take turns
  std::size_t bytes_per_request = std::size_t{1} << 20U;
};

// Nothing is asked of the server before the first call, so it may come later. Its name, dimension
// and, with wenyuan-model, the hash of its file are learnt then and checked with each answer: a
// server that changes its dimension or model is an error that says so (kConflict), once, and is
// learnt anew.
std::unique_ptr<llm::Embedder> MakeEmbedder(EmbedderOptions options);

// Asks POST …/rerank, as llama-server, Jina and Cohere have it; and POST …/attention of a server
// that says in GET …/models that it shows what its reranker attends to (wenyuan-model).
std::unique_ptr<llm::Reranker> MakeReranker(ServerOptions options);

// Asks POST …/chat/completions for a stream. What a server can beyond OpenAI's API is told by who
// owns its models in GET …/models: wenyuan-model, llama-server, vLLM and SGLang are known.
std::unique_ptr<llm::ChatModel> MakeChatModel(ServerOptions options);

}  // namespace wenyuan::llm_openai
