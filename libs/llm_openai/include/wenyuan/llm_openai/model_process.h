#pragma once

#include <sys/types.h>

#include <chrono>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <string>

#include "wenyuan/base/result.h"
#include "wenyuan/llm/chat_model.h"
#include "wenyuan/llm/embedder.h"

namespace wenyuan::llm_openai {

struct ModelProcessOptions {
  std::filesystem::path program;  // wenyuan-model
  std::filesystem::path socket;   // where it shall listen; its folder exists
  // Where a model's file is, or why there is none; asked before each start, and now and then while
  // there is none, so that a model may be installed while we run. Requires one of
  // them; the others may be empty: none of that kind is wanted.
  using FindFile = std::function<Result<std::filesystem::path>()>;
  FindFile find_embedder;
  FindFile find_reranker;
  FindFile find_generator;
  std::uint32_t threads = 1;
  std::uint32_t max_tokens = 256;
  // Of a generator: what fits it, questions and answers of all together, and where it keeps
  // prefixes over a restart (empty: nowhere).
  std::uint32_t context_tokens = 8'192;
  std::filesystem::path snapshots;
  // The text of the key file that seals those prefixes; asked for before each start and handed over
  // without a file. Empty: it keeps a key of its own beside them.
  std::function<Result<std::string>()> snapshot_key;
  std::chrono::milliseconds first_pause{500};  // after a crash; doubles with each
  std::chrono::milliseconds longest_pause{60'000};
  std::chrono::milliseconds look_again{15'000};     // for a file that is not there
  std::chrono::milliseconds time_to_load{180'000};  // without getting further: it counts as hung
};

// How a model server of ours fares.
struct ModelProcessHealth {
  std::filesystem::path file;  // of the model that runs, or was started last; empty: none was
  std::uint64_t starts = 0;
  std::uint64_t ends = 0;         // without our asking
  int loaded_percent = 0;         // of the model that is being loaded; 0: not known
  std::optional<Error> last_end;  // how it ended the last time, with what it said last
};

// Keeps a model server of our own running: starts it, waits until it answers, starts it again when
// it dies, ends it when it goes (and when we are killed ourselves). What it says on standard error
// goes to ours. Any thread.
class ModelProcess {
 public:
  virtual ~ModelProcess() = default;
  // Nothing while it answers; else kUnavailable with what is the matter: no model installed, it
  // loads, it crashed so many times and what it said last.
  [[nodiscard]] virtual Result<void> Ready() const = 0;
  // Waits for that; a crash in between is waited through.
  virtual Result<void> AwaitReady(Deadline deadline) const = 0;
  [[nodiscard]] virtual pid_t pid() const = 0;  // 0: none runs
  [[nodiscard]] virtual ModelProcessHealth Health() const = 0;
  // Ends it for good, whoever still asks it; returns when it is gone.
  virtual void Stop() = 0;
};

// Starts to start it; the model itself comes seconds later.
std::unique_ptr<ModelProcess> StartModelProcess(ModelProcessOptions options);

// What stands behind a process (on the socket of its options): its state while it is away, else its
// answers.
std::unique_ptr<llm::Embedder> MakeEmbedder(std::shared_ptr<const ModelProcess> process,
                                            const std::filesystem::path& socket);
std::unique_ptr<llm::Reranker> MakeReranker(std::shared_ptr<const ModelProcess> process,
                                            const std::filesystem::path& socket);
std::unique_ptr<llm::ChatModel> MakeChatModel(std::shared_ptr<const ModelProcess> process,
                                              const std::filesystem::path& socket);

// e5-small-q4_0.gguf in the first folder that has it, else the only .gguf file that `is_embedder`
// of the first folder that has one. kNotFound with how to add one; kConflict when a folder has
// several others.
Result<std::filesystem::path> FindEmbedderFile(
    std::span<const std::filesystem::path> folders,
    const std::function<bool(const std::filesystem::path&)>& is_embedder);

}  // namespace wenyuan::llm_openai
