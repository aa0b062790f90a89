#pragma once

#include <filesystem>
#include <memory>

#include "wenyuan/llm/embedder.h"

namespace wenyuan::app {

// Keeps what another embedder makes in a file, so that a collection is measured again and again
// without reading it with the model each time. The file belongs to one model and is refused
// (kConflict) for another. For measuring only: it is not sealed. Any thread.
std::unique_ptr<llm::Embedder> MakeVectorCache(std::unique_ptr<llm::Embedder> embedder,
                                               const std::filesystem::path& file);

}  // namespace wenyuan::app
