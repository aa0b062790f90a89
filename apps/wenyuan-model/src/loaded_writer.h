#pragma once

#include <atomic>
#include <filesystem>
#include <functional>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

#include "wenyuan/base/result.h"
#include "wenyuan/crypto/key_provider.h"
#include "wenyuan/llm_llama/chat_format.h"
#include "wenyuan/llm_llama/text_model.h"
#include "wenyuan/serving/engine.h"
#include "wenyuan/serving/snapshot_store.h"

namespace wenyuan::model {

struct WriterOptions {
  llm_llama::TextModelOptions model;
  llm_llama::DecoderOptions decoder;
  serving::EngineOptions engine;
  std::string id;                      // by which clients name it; empty: the file's name
  std::filesystem::path snapshots;     // folder; empty: in memory only
  std::filesystem::path snapshot_key;  // a key file; empty: `key` in that folder
  serving::SnapshotLimits snapshot_limits;
  std::vector<llm_llama::Adapter> adapters;
};

// A model that writes, ready to answer. Any thread.
struct LoadedWriter {
  std::string id;
  std::unique_ptr<llm_llama::TextModel> model;
  std::unique_ptr<llm_llama::ChatFormat> format;  // null: `no_format` says why
  Error no_format{ErrorCode::kUnsupported, "", ""};
  bool thinks = false;
  std::unique_ptr<crypto::KeyProvider> keys;
  std::unique_ptr<serving::SnapshotStore> snapshots;
  std::unique_ptr<serving::Engine> engine;  // goes first
  // Requests answered with 429, by the route or by the engine.
  std::atomic<std::uint64_t> refused = 0;
};

// Seconds to minutes. What LoadTextModel() and MakeDecoder() say.
Result<std::unique_ptr<LoadedWriter>> LoadWriter(const WriterOptions& options);

// The place of a model that may still be loading, or be none. Any thread.
class WriterPlace {
 public:
  enum class State : std::uint8_t { kNone, kLoading, kReady };

  [[nodiscard]] State state() const { return state_; }
  [[nodiscard]] float progress() const { return progress_; }
  void Progress(float done) {
    progress_ = done;
    state_ = State::kLoading;
  }
  void Put(std::shared_ptr<LoadedWriter> writer) {
    const std::lock_guard lock(mutex_);
    writer_ = std::move(writer);
    state_ = State::kReady;
  }
  // Shared with the requests that it answers: another may come in its place meanwhile. Null while
  // there is none.
  [[nodiscard]] std::shared_ptr<LoadedWriter> Get() const {
    const std::lock_guard lock(mutex_);
    return writer_;
  }

 private:
  std::atomic<State> state_ = State::kNone;
  std::atomic<float> progress_ = 0;
  mutable std::mutex mutex_;
  std::shared_ptr<LoadedWriter> writer_;
};

}  // namespace wenyuan::model
