#pragma once

#include <cstddef>
#include <memory>

#include "wenyuan/llm/embedder.h"

namespace wenyuan::llm {

// Remembers the vectors of the last questions, of `entries` at most: people ask the same again, and
// turn pages. Passages go through. What was remembered of another model is forgotten. While the
// model is away, what is remembered is still answered, if the model was known.
// Questions are kept in memory alone, and at most a kilobyte of each.
std::unique_ptr<Embedder> MakeCachingEmbedder(std::unique_ptr<Embedder> embedder,
                                              std::size_t entries = 1024);

}  // namespace wenyuan::llm
