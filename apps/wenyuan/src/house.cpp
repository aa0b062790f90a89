#include "house.h"

#include <algorithm>
#include <chrono>
#include <filesystem>
#include <string>
#include <thread>
#include <utility>

#include "console_files.h"
#include "current_answerer.h"
#include "data_folder.h"
#include "models/model_choice.h"
#include "models/model_house.h"
#include "models/model_switch.h"
#include "models/models.h"
#include "models/models_in_use.h"
#include "page_reader.h"
#include "scratch_folder.h"
#include "wenyuan/access/access.h"
#include "wenyuan/answer/rewording_answerer.h"
#include "wenyuan/api/api.h"
#include "wenyuan/base/files.h"
#include "wenyuan/blobs_sealed/sealed_blobs.h"
#include "wenyuan/crypto/block_cache.h"
#include "wenyuan/crypto/key_provider.h"
#include "wenyuan/ingest/index_shelf.h"
#include "wenyuan/parse/file_parser.h"
#include "wenyuan/parse/wire.h"
#include "wenyuan/quality/faq.h"
#include "wenyuan/quality/trials.h"
#include "wenyuan/store_sqlite/sqlite_store.h"
#include "wenyuan/text/analyzer.h"

namespace wenyuan::app {
namespace {

// Takes documents that were encoded before; see OpenScratchHouse.
class EncodedDocuments final : public parse::FileParser {
 public:
  Result<parse::Document> Parse(std::string_view bytes, std::string_view,
                                std::string_view) override {
    return parse::Decode(bytes);
  }
};

// Until `ask` is answered, or not in time: why not.
template <typename Ask>
Result<void> AwaitAnswer(const Ask& ask, Deadline deadline) {
  constexpr std::chrono::milliseconds kLook{100};
  constexpr std::chrono::milliseconds kAnswer{2'000};
  for (;;) {
    const auto answer = ask(Deadline::After(kAnswer));
    if (answer) return {};
    if (deadline.Passed()) return answer.error();
    std::this_thread::sleep_for(kLook);
  }
}

template <typename Model>
Result<void> AwaitModel(const Model& model, Deadline deadline) {
  return AwaitAnswer([&model](Deadline once) { return model.Info(once); }, deadline);
}

// In the order of construction: each is made of those above it.
class WiredHouse final : public House {
 public:
  explicit WiredHouse(std::filesystem::path scratch) : scratch_(std::move(scratch)) {}
  ~WiredHouse() override {
    if (embedder_switch_ != nullptr) embedder_switch_->Close();  // it asks the others
  }

  // Without a parser, that of the settings.
  Result<void> Open(const Config& config, std::unique_ptr<parse::FileParser> parser,
                    const WrapEmbedder& wrap) {
    const DataLayout layout{config.data};
    FileSystem& files = PosixFileSystem();
    WY_TRY(const Installation installation, FindInstallation());
    WY_TRY(DataLock lock, DataLock::Take(layout));
    lock_ = std::make_unique<DataLock>(std::move(lock));
    WY_TRY(keys_, crypto::OpenKeyFile(files, layout.key()));
    WY_TRY(std::string database_key,
           store_sqlite::OpenDatabaseKey(files, *keys_, layout.database()));
    WY_TRY(auto files_of_blobs, blobs_sealed::OpenSealedBlobs(files, *keys_, layout.blobs()));
    WY_TRY(auto opened,
           store_sqlite::OpenSqliteStoreAndBlobs({layout.database(), std::move(database_key)},
                                                 std::move(files_of_blobs)));
    store_ = std::move(opened.store);
    blobs_ = std::move(opened.blobs);
    parser_ = std::move(parser);
    if (parser_ == nullptr) {
      WY_TRY(parser_, parse::MakeParserProcesses(
                          {installation.parser, config.workers, config.parser_wall_seconds,
                           config.parser_cpu_seconds, config.parser_memory_mib << 20U}));
    }
    if (config.recognition_pages > 0) {
      page_reader_ = MakeLocalPageReader(config, installation);
      WY_TRY(vision_reader_, MakeVisionPageReader(config, installation, *parser_));
    }
    const auto dictionary =
        config.user_dictionary.empty() ? layout.user_dictionary() : config.user_dictionary;
    const auto synonyms = config.synonyms.empty() ? layout.synonyms() : config.synonyms;
    WY_TRY(analyzer_, text::MakeAnalyzer({installation.dictionary_folder, dictionary, synonyms}));
    const auto cache = std::make_shared<crypto::BlockCache>(config.index_cache_mib << 20U);
    indexes_ = std::make_unique<ingest::IndexShelf>(files, *keys_, layout.indexes(), cache);
    ingest::IngestOptions ingest_options;
    ingest_options.workers = config.workers;
    ingest_options.max_file_bytes = config.max_file_mib << 20U;
    ingest_options.clean = config.clean;
    ingest_options.recognise_pages = config.recognition_pages;
    vectors_ = std::make_unique<ingest::VectorShelf>(files, *keys_, layout.vectors(), cache);
    embedder_comes_ = EmbedderIsOnItsWay(config, layout, installation);
    WY_CHECK(SetUpSearchModels(config, layout, installation, wrap));
    ingest::IngestParts ingest_parts{*store_,    *blobs_,   *parser_,
                                     *analyzer_, *indexes_, SystemClock()};
    ingest_parts.reader = page_reader_.get();
    ingest_parts.vision = vision_reader_.get();
    if (!embedders_.empty()) {
      ingest_parts.vectors = vectors_.get();
      ingest_parts.embedder = embedders_.front().get();
    }
    WY_TRY(ingest_, ingest::StartIngest(ingest_parts, ingest_options));
    if (embedder_switch_ != nullptr) {
      embedder_switch_->NeededWhile(
          [this](const RunningModel& before) { return VectorsAnswerOf(before); },
          [this] { ingest_->EmbedderChanged(); });
    }
    access_ = access::MakeAccess(*store_);
    searcher_ = search::MakeSearcher(SearchParts(config));
    suggester_ = search::MakeSuggester(*analyzer_, *access_, [this](store::LibraryNumber library) {
      return ingest_->IndexOf(library);
    });
    answer::PairReader reader;
    if (config.read_together.count() > 0) reader = {reranker_.get(), config.read_together};
    const auto threshold_of = [this](store::LibraryNumber library) {
      return quality::ThresholdOf(*store_, library);
    };
    extractive_ = answer::MakeExtractiveAnswerer(*analyzer_, *searcher_, threshold_of, reader);
    constexpr std::chrono::milliseconds kRewording{1'500};
    reworded_ = answer::MakeRewordingAnswerer(*analyzer_, *searcher_, *extractive_,
                                              std::max(kRewording, 3 * config.read_together));
    WY_TRY(auto generator, MakeGenerator(config, layout, installation, *keys_));
    generators_ = std::make_unique<GeneratorSwitch>(ModelSwitchParts{
        "generator",
        [=, this](const auto& file, const auto& memory, std::size_t number) {
          return StartGenerator(file, memory, config, layout, installation, *keys_, number);
        },
        [layout](const std::string& file, const auto&) {
          return NoteChoice(layout, [&](ModelChoice& choice) { choice.generator = file; });
        },
        std::move(generator),
        {}});
    answer::GenerationOptions generation;
    generation.context_tokens = config.generator.read_tokens;
    generation.proof = config.unproven;
    generation.time = config.generator.seconds;
    generation.reader = reader;
    if (config.compress_by_attention) generation.attention.model = reranker_.get();
    if (!embedders_.empty()) {
      generation.embedder = embedders_.front().get();
      if (config.by_meaning) {
        by_meaning_ = answer::MakeByMeaningAnswerer(*analyzer_, *embedders_.front(), *reworded_,
                                                    reader, threshold_of);
      }
      across_ = answer::MakeAcrossLanguagesAnswerer(
          *analyzer_, *embedders_.front(), by_meaning_ ? *by_meaning_ : *reworded_, reader);
    }
    current_ = MakeCurrentAnswerer(*analyzer_, *searcher_, across_ ? *across_ : *reworded_,
                                   *generators_, generation);
    faq_ = quality::MakeFaqAnswerer({*analyzer_, *store_, *access_, *current_});
    answerer_ = answer::MakeConversationalAnswerer(
        {*analyzer_, *access_, *searcher_, *reworded_, *faq_, config.ask_a_person});
    summarizer_ = answer::MakeSummarizer(*analyzer_, *store_, *access_,
                                         [this] { return CurrentModel(); }, {});
    classifier_ = answer::MakeClassifier({*analyzer_, *store_, *access_, *searcher_,
                                          [this] { return CurrentModel(); },
                                          embedders_.empty() ? nullptr : embedders_.front().get()});
    models_ = MakeModelHouse(config, layout, installation,
                             {*generators_, *reranker_switch_, embedder_switch_.get()});
    api::Services services{*store_,    *blobs_,    *access_,     *ingest_,
                           *searcher_, answerer(), SystemClock()};
    services.version = WENYUAN_VERSION;
    services.allowed_hosts = config.allowed_hosts;
    services.suggester = suggester_.get();
    services.reranker = reranker_.get();
    services.summarizer = summarizer_.get();
    services.classifier = classifier_.get();
    services.models = models_.get();
    services.tuning = {config.fusion, answer::RefusalThreshold()};
    services.words = {analyzer_.get(), &files, dictionary, synonyms};
    services.search_settings = [this, house = services.tuning](store::LibraryNumber library) {
      const vectors::VectorIndex* const vectors = ingest_->VectorsOf(library);
      const auto space = vectors == nullptr ? std::nullopt : vectors->space();
      const quality::Tuning tuning = quality::TuningOf(*store_, library, house);
      return quality::Settings{{"embedder", space ? space->id : "none"},
                               {"words_han", std::to_string(tuning.weights.words_han)},
                               {"words_other", std::to_string(tuning.weights.words_other)},
                               {"refusal_threshold", std::to_string(tuning.threshold)},
                               {"reranker", NameOf(reranker_switch_->InUse())},
                               {"generator", NameOf(generators_->InUse())}};
    };
    handler_ = api::MakeHandler(services, ConsoleFiles());
    return {};
  }

  const http::Handler& handler() const override { return handler_; }
  store::Store& store() override { return *store_; }
  ingest::Ingest& ingest() override { return *ingest_; }
  const search::Searcher& searcher() const override { return *searcher_; }
  const answer::Answerer& answerer() const override { return *answerer_; }
  bool EmbedderMayCome() const override { return embedder_comes_; }
  Result<void> AwaitEmbedder(Deadline deadline) const override {
    if (embedders_.empty()) return {};
    return AwaitModel(*embedders_.front(), embedder_comes_ ? deadline : Deadline::After({}));
  }
  Result<void> AwaitReranker(Deadline deadline) const override {
    const auto reranker = reranker_->Now();
    if (reranker == nullptr) return {};
    return AwaitAnswer([&reranker](Deadline once) { return reranker->Model(once); }, deadline);
  }
  Result<void> AwaitGenerator(Deadline deadline) const override {
    const auto generator = generators_->Current();
    return generator == nullptr ? Result<void>() : AwaitModel(*generator->model, deadline);
  }
  Result<void> ReloadUserDictionary() override { return analyzer_->ReloadUserDictionary(); }

 private:
  static std::string NameOf(const std::shared_ptr<const RunningModel>& model) {
    if (model == nullptr) return "none";
    return model->server.empty() ? model->FileName() : model->server;
  }

  // Those that may change while we run, each behind its switch.
  Result<void> SetUpSearchModels(const Config& config, const DataLayout& layout,
                                 const Installation& installation, const WrapEmbedder& wrap) {
    WY_TRY(auto embedders, MakeEmbedders(config, layout, installation));
    const auto wrapped = [wrap](std::shared_ptr<RunningEmbedder> embedder) {
      if (wrap) embedder->model = wrap(std::move(embedder->model));
      return std::shared_ptr<const RunningModel>(std::move(embedder));
    };
    if (!embedders.empty()) {
      ModelSwitchParts parts;
      parts.role = "embedder";
      parts.start = [=](const auto& file, const auto& memory, std::size_t number) {
        return wrapped(StartEmbedder(file, memory, config, layout, installation, number));
      };
      parts.note = [layout](const std::string& file, const std::vector<std::string>& before) {
        return NoteChoice(layout, [&](ModelChoice& choice) {
          choice.embedder = file;
          choice.embedders_before = before;
        });
      };
      for (auto& embedder : embedders) parts.before.push_back(wrapped(std::move(embedder)));
      parts.first = parts.before.front();
      parts.before.erase(parts.before.begin());
      embedder_switch_ = std::make_unique<EmbedderSwitch>(std::move(parts));
      for (std::size_t place = 0; place < kMostEmbedders; ++place) {
        embedders_.push_back(MakeEmbedderInUse(*embedder_switch_, place));
      }
    }
    WY_TRY(auto reranker, MakeReranker(config, layout, installation));
    reranker_switch_ = std::make_unique<RerankerSwitch>(ModelSwitchParts{
        "reranker",
        [=](const auto& file, const auto& memory, std::size_t number) {
          return StartReranker(file, memory, config, layout, installation, number);
        },
        [layout](const std::string& file, const auto&) {
          return NoteChoice(layout, [&](ModelChoice& choice) { choice.reranker = file; });
        },
        std::move(reranker),
        {}});
    reranker_ = MakeRerankerInUse(*reranker_switch_);
    return {};
  }

  // Whether questions to some library still need the model before. What cannot be known yet counts
  // as if they did.
  bool VectorsAnswerOf(const RunningModel& before) const {
    constexpr std::chrono::milliseconds kAnswer{500};
    const auto in_use = embedder_switch_->Current();
    const auto& old = static_cast<const RunningEmbedder&>(before);
    const auto now = in_use->model->Info(Deadline::After(kAnswer));
    const auto then = old.model->Info(Deadline::After(kAnswer));
    const auto libraries = store_->libraries().List();
    if (!now || !libraries) return true;
    return std::any_of(libraries->begin(), libraries->end(), [&](const store::Library& library) {
      const vectors::VectorIndex* const vectors = ingest_->VectorsOf(library.number);
      const auto space = vectors == nullptr ? std::nullopt : vectors->space();
      if (!space || space->id == now->id) return false;
      return !then || space->id == then->id;
    });
  }

  // Held with its process for as long as somebody has it.
  std::shared_ptr<const llm::ChatModel> CurrentModel() const {
    const auto generator = generators_->Current();
    if (generator == nullptr) return nullptr;
    return {generator, generator->model.get()};
  }

  search::SearchParts SearchParts(const Config& config) const {
    search::SearchParts parts{*analyzer_, *store_, *access_, [this](store::LibraryNumber library) {
                                return ingest_->IndexOf(library);
                              }};
    parts.vectors_of = [this](store::LibraryNumber library) {
      const ingest::EmbeddingProgress progress = ingest_->Embedding(library);
      const double share = progress.passages == 0 ? 1.0
                                                  : static_cast<double>(progress.embedded) /
                                                        static_cast<double>(progress.passages);
      return search::LibraryVectors{ingest_->VectorsOf(library), share};
    };
    for (const auto& embedder : embedders_) parts.embedders.push_back(embedder.get());
    parts.fusion_of = [this, house = config.fusion](store::LibraryNumber library) {
      return quality::WeightsOf(*store_, library).value_or(house);
    };
    parts.lacks_of = [this](store::LibraryNumber library, const index::Visible& visible) {
      return ingest_->Lacks(library, visible);
    };
    parts.rank = config.rank;
    parts.reranker = reranker_.get();
    parts.rerank_hits = config.rerank_hits;
    parts.rerank_budget = config.rerank_budget;
    return parts;
  }

  const ScratchFolder scratch_;
  std::unique_ptr<DataLock> lock_;
  std::unique_ptr<crypto::KeyProvider> keys_;
  std::unique_ptr<store::Store> store_;
  std::unique_ptr<store::Blobs> blobs_;
  std::unique_ptr<parse::FileParser> parser_;
  std::unique_ptr<parse::PageReader> page_reader_;
  std::unique_ptr<parse::PageReader> vision_reader_;
  std::unique_ptr<text::Analyzer> analyzer_;
  std::unique_ptr<ingest::IndexShelf> indexes_;
  std::unique_ptr<ingest::VectorShelf> vectors_;
  std::unique_ptr<EmbedderSwitch> embedder_switch_;        // nullptr: switched off
  std::vector<std::unique_ptr<llm::Embedder>> embedders_;  // in use, and before
  bool embedder_comes_ = false;
  std::unique_ptr<RerankerSwitch> reranker_switch_;
  std::unique_ptr<llm::Reranker> reranker_;
  std::unique_ptr<ingest::Ingest> ingest_;
  std::unique_ptr<access::Access> access_;
  std::unique_ptr<search::Searcher> searcher_;
  std::unique_ptr<search::Suggester> suggester_;
  std::unique_ptr<answer::Answerer> extractive_;
  std::unique_ptr<answer::Answerer> reworded_;    // what words refuse, in the documents' words
  std::unique_ptr<answer::Answerer> by_meaning_;  // null unless the settings want it
  std::unique_ptr<answer::Answerer> across_;      // null without an embedder
  std::unique_ptr<GeneratorSwitch> generators_;
  std::unique_ptr<answer::Answerer> current_;   // over the generator in use
  std::unique_ptr<answer::Answerer> faq_;       // reviewed answers, else current_
  std::unique_ptr<answer::Answerer> answerer_;  // in a conversation
  std::unique_ptr<answer::Summarizer> summarizer_;
  std::unique_ptr<answer::Classifier> classifier_;
  std::unique_ptr<api::Models> models_;
  http::Handler handler_;
};

}  // namespace

Result<std::unique_ptr<House>> OpenHouse(const Config& config) {
  auto house = std::make_unique<WiredHouse>(std::filesystem::path());
  WY_CHECK(house->Open(config, nullptr, {}));
  return house;
}

Result<std::unique_ptr<House>> OpenScratchHouse(const Config& config, const WrapEmbedder& wrap) {
  WY_TRY(const std::filesystem::path folder, MakeScratchFolder());
  auto house = std::make_unique<WiredHouse>(folder);
  WY_TRY(const Config scratch, ScratchConfig(config, folder));
  WY_CHECK(house->Open(scratch, std::make_unique<EncodedDocuments>(), wrap));
  return house;
}

}  // namespace wenyuan::app
