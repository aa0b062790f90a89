#pragma once

#include <memory>
#include <vector>

#include "../config.h"
#include "../data_folder.h"
#include "wenyuan/api/models.h"
#include "wenyuan/base/result.h"
#include "wenyuan/llm/chat_model.h"
#include "wenyuan/llm/embedder.h"
#include "wenyuan/llm_openai/model_process.h"

namespace wenyuan::app {

// The models that the settings name. One of our own runs in a process of its own, which listens on
// a socket in the data folder and is kept running while the object lives. kInvalidArgument for a
// wrong address.

// One that was set up: a server of somebody's, or a process of ours.
struct SetUpModel {
  std::string role;    // "embedder"
  std::string server;  // its address, or empty
  std::shared_ptr<const llm_openai::ModelProcess> process;
};

// First the embedder that makes vectors, then the one of before, whose vectors answer until the new
// ones are there. Empty when switched off.
Result<std::vector<std::unique_ptr<llm::Embedder>>> MakeEmbedders(const Config& config,
                                                                  const DataLayout& layout,
                                                                  const Installation& installation,
                                                                  std::vector<SetUpModel>& set_up);

// nullptr when none is named. Its process is apart from the embedder's: a file that cannot be
// loaded must not take search by meaning away.
Result<std::unique_ptr<llm::Reranker>> MakeReranker(const Config& config, const DataLayout& layout,
                                                    const Installation& installation,
                                                    std::vector<SetUpModel>& set_up);

// A model that writes answers. Its process ends with it.
struct Generator {
  std::filesystem::path file;  // empty: a server of somebody's
  std::string server;
  api::ModelMemory memory;
  std::shared_ptr<llm_openai::ModelProcess> process;  // nullptr: as above
  std::unique_ptr<llm::ChatModel> model;
};

// Starts to load it. Of those that run at the same time each has its own number. With a
// `quantisation` (QUANTIZATION) a file of more bits is first written with as few, once.
std::shared_ptr<const Generator> StartGenerator(const std::filesystem::path& file,
                                                const api::ModelMemory& memory,
                                                const Config& config, const DataLayout& layout,
                                                const Installation& installation,
                                                std::size_t number,
                                                const std::string& quantisation = {});

// nullptr when it is switched off, or is to be found and there is none. Its process is apart from
// the others', too.
Result<std::shared_ptr<const Generator>> MakeGenerator(const Config& config,
                                                       const DataLayout& layout,
                                                       const Installation& installation);

// Whether the embedder of the settings is a file of ours that is there, so that it answers once it
// is loaded: then a command may wait for it.
bool EmbedderIsOnItsWay(const Config& config, const DataLayout& layout,
                        const Installation& installation);

}  // namespace wenyuan::app
