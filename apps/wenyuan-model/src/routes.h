#pragma once

#include <optional>
#include <string>

#include "loaded_model.h"
#include "wenyuan/http/message.h"

namespace wenyuan::model {

struct Service {
  std::optional<LoadedModel> embedder;
  std::optional<LoadedModel> reranker;
  std::string key;  // what "Authorization: Bearer …" must hold; empty: nothing
};

// Answers /v1/models, /v1/embeddings, /v1/rerank, /health and /metrics. `service` must outlive it.
http::Handler MakeHandler(const Service& service);

}  // namespace wenyuan::model
