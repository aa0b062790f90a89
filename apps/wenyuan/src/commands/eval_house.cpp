#include "eval_house.h"

#include <chrono>
#include <string_view>
#include <utility>

#include "vector_cache.h"
#include "wenyuan/parse/document.h"
#include "wenyuan/parse/wire.h"
#include "wenyuan/text/utf8.h"

namespace wenyuan::app {
namespace {

constexpr std::size_t kProgressEvery = 200;
constexpr std::chrono::seconds kModelPatience{60};

// A collection's text as a document: a paragraph per line.
std::string Encoded(const eval::CorpusDocument& source) {
  parse::Document document;
  document.format = "text";
  document.title = text::RepairUtf8(source.title);
  const std::string repaired = text::RepairUtf8(source.text);
  for (std::size_t begin = 0; begin <= repaired.size();) {
    const std::size_t end = std::min(repaired.find('\n', begin), repaired.size());
    if (end > begin) {
      parse::Block block;
      block.text = repaired.substr(begin, end - begin);
      std::erase(block.text, '\0');
      document.blocks.push_back(std::move(block));
    }
    begin = end + 1;
  }
  return parse::Encode(document);
}

Result<void> Import(EvalHouse& eval, store::LibraryNumber library,
                    const eval::CorpusDocument& source) {
  ingest::Upload upload;
  upload.library = library;
  // Numbered, because ids may be alike once they are cleaned as names.
  upload.source_name = std::to_string(eval.id_of.size()) + ".txt";
  upload.next_piece = [bytes = Encoded(source)]() mutable -> Result<std::string> {
    return std::exchange(bytes, {});
  };
  WY_TRY(const store::Received received, eval.house->ingest().Receive(std::move(upload)));
  eval.id_of[received.document.number] = source.id;
  if (!eval.number_of.emplace(source.id, received.document.number).second) {
    return Error{ErrorCode::kInvalidArgument, "document id '" + source.id + "' comes twice"};
  }
  return {};
}

// Waits until every passage has its vector, and says how far it is. An embedder that stays away is
// an error: what was measured would not be what was asked for.
Result<void> AwaitVectors(House& house, store::LibraryNumber library, Terminal& terminal) {
  constexpr std::chrono::seconds kLook{1};
  constexpr int kMostLooksAway = 60;  // a model loads in seconds
  int away = 0;
  while (!house.ingest().WaitUntilEmbedded(Deadline::After(kLook))) {
    const ingest::EmbeddingProgress progress = house.ingest().Embedding(library);
    terminal.Progress("vectors " + std::to_string(progress.embedded) + "/" +
                      std::to_string(progress.passages));
    const bool is_away = progress.state == ingest::EmbeddingProgress::State::kAway;
    away = is_away ? away + 1 : 0;
    if (away == kMostLooksAway || progress.state == ingest::EmbeddingProgress::State::kOff) {
      return Error{ErrorCode::kUnavailable,
                   "measuring with meaning needs an embedding model (" + progress.reason +
                       "); add one, or measure words alone with --mode keywords",
                   "语义检索的评测需要嵌入模型（" + progress.reason_zh +
                       "）；请安装模型，或使用 --mode keywords 只评测字词检索"};
    }
  }
  return {};
}

}  // namespace

Result<EvalHouse> OpenEvalHouse(const Config& config, const EvalOptions& options,
                                Terminal& terminal) {
  EvalHouse eval;
  WY_TRY(eval.queries, eval::ReadQueries(options.queries));
  if (options.first > 0 && options.first < eval.queries.size()) eval.queries.resize(options.first);
  std::vector<eval::CorpusDocument> documents;
  for (const std::filesystem::path& path : options.corpora) {
    WY_TRY(auto more, eval::ReadCorpus(path));
    std::move(more.begin(), more.end(), std::back_inserter(documents));
  }
  Config chosen = config;
  chosen.generator.generator = "off";  // what is measured is the choice of sentences
  if (options.mode == "keywords") chosen.embedder.embedder = chosen.reranker.reranker = "off";
  WrapEmbedder wrap;
  if (!options.vector_cache.empty()) {
    wrap = [&](std::unique_ptr<llm::Embedder> embedder) {
      return MakeVectorCache(std::move(embedder), options.vector_cache);
    };
  }
  WY_TRY(eval.house, OpenScratchHouse(chosen, wrap));
  WY_TRY(const store::Library library, eval.house->store().libraries().Create("eval", 0));
  const auto start = std::chrono::steady_clock::now();
  for (const eval::CorpusDocument& document : documents) {
    WY_CHECK(Import(eval, library.number, document));
    if (eval.id_of.size() % kProgressEvery == 0) {
      terminal.Progress(std::to_string(eval.id_of.size()) + "/" + std::to_string(documents.size()));
    }
  }
  eval.house->ingest().WaitUntilIdle(Deadline::Never());
  if (options.mode != "keywords") WY_CHECK(AwaitVectors(*eval.house, library.number, terminal));
  WY_CHECK(eval.house->AwaitReranker(Deadline::After(kModelPatience)));
  eval.index_seconds =
      std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
  terminal.EndProgress();
  return eval;
}

}  // namespace wenyuan::app
