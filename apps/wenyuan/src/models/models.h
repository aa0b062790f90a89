#pragma once

#include <filesystem>
#include <memory>
#include <string>
#include <vector>

#include "../config.h"
#include "../data_folder.h"
#include "wenyuan/api/models.h"
#include "wenyuan/base/clock.h"
#include "wenyuan/base/result.h"
#include "wenyuan/crypto/key_provider.h"
#include "wenyuan/llm/chat_model.h"
#include "wenyuan/llm/embedder.h"
#include "wenyuan/llm_openai/model_process.h"

namespace wenyuan::app {

// The models that the settings name. One of our own runs in a process of its own, which listens on
// a socket in the data folder and is kept running while the object lives. kInvalidArgument for a
// wrong address.

// One that runs. Its process ends with it.
struct RunningModel {
  RunningModel() = default;
  RunningModel(const RunningModel&) = delete;
  RunningModel& operator=(const RunningModel&) = delete;
  virtual ~RunningModel() = default;
  // What it calls itself; kUnavailable while it does not answer.
  [[nodiscard]] virtual Result<std::string> Answers(Deadline deadline) const = 0;
  // Of what its process has loaded, without folders; may be empty.
  [[nodiscard]] std::string FileName() const;

  std::filesystem::path file;  // empty: a server of somebody's, or a file that is still looked for
  std::string server;          // its address
  api::ModelMemory memory;
  std::shared_ptr<llm_openai::ModelProcess> process;  // nullptr: a server of somebody's
};

// Writes answers.
struct Generator final : RunningModel {
  [[nodiscard]] Result<std::string> Answers(Deadline deadline) const override;
  std::unique_ptr<llm::ChatModel> model;
};

// Makes vectors.
struct RunningEmbedder final : RunningModel {
  [[nodiscard]] Result<std::string> Answers(Deadline deadline) const override;
  std::unique_ptr<llm::Embedder> model;
};

// Puts passages in order.
struct RunningReranker final : RunningModel {
  [[nodiscard]] Result<std::string> Answers(Deadline deadline) const override;
  std::unique_ptr<llm::Reranker> model;
};

// First the embedder that makes vectors, then those of before, whose vectors answer until the new
// ones are there: by the settings or, where these leave it to us, by what was chosen. Empty when
// switched off.
Result<std::vector<std::shared_ptr<RunningEmbedder>>> MakeEmbedders(
    const Config& config, const DataLayout& layout, const Installation& installation);

// nullptr when none is named or chosen. Its process is apart from the embedder's: a file that
// cannot be loaded must not take search by meaning away.
Result<std::shared_ptr<RunningReranker>> MakeReranker(const Config& config,
                                                      const DataLayout& layout,
                                                      const Installation& installation);

// Start to load a file. Of those of a role that run at the same time each has its own number.
std::shared_ptr<RunningEmbedder> StartEmbedder(const std::filesystem::path& file,
                                               const api::ModelMemory& memory, const Config& config,
                                               const DataLayout& layout,
                                               const Installation& installation,
                                               std::size_t number);
std::shared_ptr<RunningReranker> StartReranker(const std::filesystem::path& file,
                                               const api::ModelMemory& memory, const Config& config,
                                               const DataLayout& layout,
                                               const Installation& installation,
                                               std::size_t number);
// With a `quantisation` (QUANTIZATION) a file of more bits is first written with as few, once.
// Under `keys`, which outlives it, lies the key of the prefixes that it saves.
std::shared_ptr<const Generator> StartGenerator(const std::filesystem::path& file,
                                                const api::ModelMemory& memory,
                                                const Config& config, const DataLayout& layout,
                                                const Installation& installation,
                                                const crypto::KeyProvider& keys, std::size_t number,
                                                const std::string& quantisation = {});

// nullptr when it is switched off, or is to be found and there is none. Its process is apart from
// the others', too.
Result<std::shared_ptr<const Generator>> MakeGenerator(const Config& config,
                                                       const DataLayout& layout,
                                                       const Installation& installation,
                                                       const crypto::KeyProvider& keys);

// Whether the embedder of the settings is a file of ours that is there, so that it answers once it
// is loaded: then a command may wait for it.
bool EmbedderIsOnItsWay(const Config& config, const DataLayout& layout,
                        const Installation& installation);

}  // namespace wenyuan::app
