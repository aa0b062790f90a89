#pragma once

#include <optional>
#include <string>

#include "loaded_model.h"
#include "loaded_writer.h"
#include "wenyuan/http/message.h"

namespace wenyuan::model {

struct Service {
  WriterPlace* writer = nullptr;  // null: none is meant to be
  std::optional<LoadedModel> embedder;
  std::optional<LoadedModel> reranker;
  std::string key;  // what "Authorization: Bearer …" must hold; empty: nothing
};

// Answers /v1/models, /v1/chat/completions, /v1/completions, /v1/adapters, /v1/embeddings,
// /v1/rerank, /v1/attention, /health and /metrics. `service` must outlive it.
http::Handler MakeHandler(const Service& service);

}  // namespace wenyuan::model
