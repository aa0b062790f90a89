#pragma once

#include <cstddef>
#include <memory>

#include "model_switch.h"
#include "wenyuan/llm/embedder.h"

namespace wenyuan::app {

// That answer at the same time.
inline constexpr std::size_t kMostEmbedders = 4;

// What stands behind a switch, for those who know nothing of it: each call goes to the model in use
// then, unless it is asked of Now(). The switch must outlive them.

// The one in use, at `place` 0; from 1 on those before it, or the one in use where there are fewer.
// Requires that one is in use, always.
std::unique_ptr<llm::Embedder> MakeEmbedderInUse(const EmbedderSwitch& embedders,
                                                 std::size_t place);
std::unique_ptr<llm::Reranker> MakeRerankerInUse(const RerankerSwitch& rerankers);

}  // namespace wenyuan::app
