#pragma once

#include <filesystem>
#include <memory>
#include <vector>

#include "config.h"
#include "data_folder.h"
#include "wenyuan/base/result.h"
#include "wenyuan/llm/embedder.h"

namespace wenyuan::app {

// The embedders that the settings name: first the one that makes vectors, then the one of before,
// whose vectors answer until the new ones are there. Empty when switched off. A model of our own
// runs in a process of its own, which listens on a socket in the data folder and is kept running
// while they live. kInvalidArgument for a wrong address.
Result<std::vector<std::unique_ptr<llm::Embedder>>> MakeEmbedders(const Config& config,
                                                                  const DataLayout& layout,
                                                                  const Installation& installation);

}  // namespace wenyuan::app
