#pragma once

#include <memory>

#include "wenyuan/llm/embedder.h"

namespace wenyuan::llm {

// For a house without a model: every call says why, and what to do.
std::unique_ptr<Embedder> MakeAbsentEmbedder(Error why);

}  // namespace wenyuan::llm
