#pragma once

#include <functional>
#include <memory>

#include "config.h"
#include "wenyuan/answer/answerer.h"
#include "wenyuan/base/clock.h"
#include "wenyuan/base/result.h"
#include "wenyuan/http/message.h"
#include "wenyuan/ingest/ingest.h"
#include "wenyuan/llm/embedder.h"
#include "wenyuan/search/searcher.h"
#include "wenyuan/store/store.h"

namespace wenyuan::app {

// The whole server but for its sockets: every object of the program, built in one readable list.
// Holds the lock of the data folder. Any thread, as its parts.
class House {
 public:
  virtual ~House() = default;
  virtual const http::Handler& handler() const = 0;
  virtual store::Store& store() = 0;
  virtual ingest::Ingest& ingest() = 0;
  virtual const search::Searcher& searcher() const = 0;
  virtual const answer::Answerer& answerer() const = 0;
  // Whether the embedder is a file of ours that is there, and answers once it is loaded.
  virtual bool EmbedderMayCome() const = 0;
  // Waits for it if so. Else, and when it does not come, kUnavailable with why questions are
  // answered by words only, and what to do; nothing when it answers or none is wanted.
  virtual Result<void> AwaitEmbedder(Deadline deadline) const = 0;
  // Waits for the reranker: kUnavailable when it did not come, and words alone choose the
  // sentences.
  virtual Result<void> AwaitReranker(Deadline deadline) const = 0;
  // The same for the model that writes answers: kUnavailable with why they are quoted instead.
  virtual Result<void> AwaitGenerator(Deadline deadline) const = 0;
  // As text::Analyzer's: questions and new documents use the new words at once.
  virtual Result<void> ReloadUserDictionary() = 0;
};

// Opens or makes the data folder, takes up unfinished work and starts the workers. kConflict when
// another process has the folder, kCorruption when the key is not the one it was sealed with.
Result<std::unique_ptr<House>> OpenHouse(const Config& config);

// The same over a scratch folder, with a parser that takes documents as parse::Encode wrote them:
// evaluation measures the whole line from cleaning on, whatever the files of a collection are. With
// the models, the choice among them and the words of the data folder, which it only reads.
// Each embedder of the settings goes through `wrap`, if there is one.
using WrapEmbedder = std::function<std::unique_ptr<llm::Embedder>(std::unique_ptr<llm::Embedder>)>;
Result<std::unique_ptr<House>> OpenScratchHouse(const Config& config,
                                                const WrapEmbedder& wrap = {});

}  // namespace wenyuan::app
