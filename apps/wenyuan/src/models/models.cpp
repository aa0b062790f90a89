#include "models.h"

#include <cstdlib>
#include <filesystem>
#include <optional>
#include <string>
#include <utility>

#include "installed_models.h"
#include "model_choice.h"
#include "model_files.h"
#include "model_memory.h"
#include "prefix_key.h"
#include "quantised_once.h"
#include "wenyuan/base/files.h"
#include "wenyuan/base/log.h"
#include "wenyuan/http/endpoint.h"
#include "wenyuan/llm_openai/model_process.h"
#include "wenyuan/llm_openai/models.h"

namespace wenyuan::app {
namespace {

constexpr std::string_view kAuto = "auto";
constexpr std::string_view kReranker = "reranker-q4_0.gguf";  // scripts/models/install_reranker
constexpr std::string_view kOff = "off";

bool IsOff(const std::string& model) { return model.empty() || model == kOff; }

bool IsAddress(const std::string& model) {
  return model.starts_with("unix:") || model.find("://") != std::string::npos;
}

Result<llm_openai::ServerOptions> ServerAt(const std::string& address, const std::string& model,
                                           const std::string& key) {
  WY_TRY(http::Endpoint endpoint, http::ParseEndpoint(address));
  llm_openai::ServerOptions server;
  server.endpoint = std::move(endpoint);
  server.key = key;
  server.model = model;
  return server;
}

// A file that a setting names, which may come later. `what` as in "embedding", "嵌入".
llm_openai::ModelProcessOptions::FindFile Named(std::filesystem::path file, std::string what,
                                                std::string what_zh, std::string setting) {
  return [=]() -> Result<std::filesystem::path> {
    std::error_code ignored;
    if (std::filesystem::exists(file, ignored)) return file;
    return Error{
        ErrorCode::kNotFound,
        "the " + what + " model '" + file.string() + "' is not there; put it there, or correct " +
            setting + " in the settings",
        what_zh + "模型“" + file.string() + "”不存在；请放置该文件，或更正设置中的 " + setting};
  };
}

llm_openai::ModelProcessOptions ProcessOn(const std::filesystem::path& socket, const Config& config,
                                          const Installation& installation) {
  llm_openai::ModelProcessOptions options;
  options.program = installation.model_server;
  options.socket = socket;
  options.threads = config.model_threads;
  options.max_tokens = config.embedder_max_tokens;
  return options;
}

Result<std::unique_ptr<llm::Embedder>> AtAddress(const EmbedderConfig& config) {
  llm_openai::EmbedderOptions options;
  WY_TRY(options.server, ServerAt(config.embedder, config.model, config.key));
  options.query_prefix = config.query_prefix;
  options.passage_prefix = config.passage_prefix;
  return llm_openai::MakeEmbedder(std::move(options));
}

// On a socket of this number; `find` says which file.
std::shared_ptr<RunningEmbedder> EmbedderOn(llm_openai::ModelProcessOptions::FindFile find,
                                            const Config& config, const DataLayout& layout,
                                            const Installation& installation, std::size_t number) {
  const auto socket = layout.model_socket(number);
  llm_openai::ModelProcessOptions options = ProcessOn(socket, config, installation);
  options.find_embedder = std::move(find);
  auto running = std::make_shared<RunningEmbedder>();
  running->process = llm_openai::StartModelProcess(std::move(options));
  running->model = llm_openai::MakeEmbedder(running->process, socket);
  return running;
}

// "auto": the one that ./run installs, or one put into the data folder.
llm_openai::ModelProcessOptions::FindFile AnyEmbedder(const DataLayout& layout,
                                                      const Installation& installation) {
  return [folders = std::vector{layout.models(), installation.models}] {
    return llm_openai::FindEmbedderFile(folders, IsEmbedderFile);
  };
}

api::ModelMemory MemoryOfFile(const std::filesystem::path& file, const Config& config) {
  const auto facts = gguf::Describe(file);
  return facts ? MemoryOf(*facts, config) : api::ModelMemory();
}

std::string Environment(const char* name) {
  const char* value = std::getenv(name);
  return value == nullptr ? std::string() : std::string(value);
}

// What an administrator chose last.
ModelChoice Chosen(const DataLayout& layout) {
  auto choice = ReadChoice(layout);
  if (choice) return *std::move(choice);
  Log(LogLevel::kWarning, "the choice of models was not read",
      {{"reason", choice.error().message}});
  return {};
}

// Where the file of that name is; nothing where it is not there any more.
std::optional<std::filesystem::path> PlaceOf(const std::string& name, const DataLayout& layout,
                                             const Installation& installation) {
  std::error_code ignored;
  for (const auto& folder : ModelPlaces(layout, installation)) {
    if (std::filesystem::exists(folder / name, ignored)) return folder / name;
  }
  Log(LogLevel::kWarning, "the model that was chosen is not there any more", {{"file", name}});
  return std::nullopt;
}

// The file to load, by the settings, the environment and what was chosen; kNotFound when there is
// none to be found, empty when there shall be none.
Result<std::filesystem::path> GeneratorFile(const GeneratorConfig& config, const DataLayout& layout,
                                            const Installation& installation) {
  if (config.generator != kAuto) return std::filesystem::path(config.generator);
  const std::string quantisation = Environment("QUANTIZATION");
  if (const std::string named = Environment("MODEL_PATH"); !named.empty()) {
    return FindGeneratorFile(std::vector<std::filesystem::path>{named}, quantisation);
  }
  if (const auto chosen = Chosen(layout).generator) {
    if (chosen->empty()) return std::filesystem::path();
    if (auto place = PlaceOf(*chosen, layout, installation)) return *std::move(place);
  }
  return FindGeneratorFile(std::vector{layout.models(), installation.models / "demo"},
                           quantisation);
}

// Empty where none is brought or put together.
std::filesystem::path DefaultReranker(const DataLayout& layout, const Installation& installation) {
  std::error_code ignored;
  for (const auto& folder : {layout.models(), installation.models}) {
    if (std::filesystem::exists(folder / kReranker, ignored)) return folder / kReranker;
  }
  return {};
}

}  // namespace

std::string RunningModel::FileName() const {
  if (process == nullptr) return {};
  return (file.empty() ? process->Health().file : file).filename().string();
}

Result<std::string> Generator::Answers(Deadline deadline) const {
  WY_TRY(const llm::ChatModelInfo info, model->Info(deadline));
  return info.model;
}

Result<std::string> RunningEmbedder::Answers(Deadline deadline) const {
  WY_TRY(const llm::EmbedderInfo info, model->Info(deadline));
  return info.model;
}

Result<std::string> RunningReranker::Answers(Deadline deadline) const {
  return model->Model(deadline);
}

Result<std::vector<std::shared_ptr<RunningEmbedder>>> MakeEmbedders(
    const Config& config, const DataLayout& layout, const Installation& installation) {
  std::vector<std::shared_ptr<RunningEmbedder>> embedders;
  const auto by_name = [&](const std::string& name) {
    const auto place = PlaceOf(name, layout, installation);
    if (!place) return;
    embedders.push_back(StartEmbedder(*place, MemoryOfFile(*place, config), config, layout,
                                      installation, embedders.size()));
  };
  const ModelChoice choice = EmbedderIsNamed(config) ? ModelChoice() : Chosen(layout);
  if (choice.embedder) by_name(*choice.embedder);
  const bool chosen = !embedders.empty();
  for (const EmbedderConfig* one : {&config.embedder, &config.embedder_before}) {
    if (IsOff(one->embedder) || (chosen && one == &config.embedder)) continue;
    if (IsAddress(one->embedder)) {
      auto theirs = std::make_shared<RunningEmbedder>();
      theirs->server = one->embedder;
      WY_TRY(theirs->model, AtAddress(*one));
      embedders.push_back(std::move(theirs));
    } else if (one->embedder == kAuto) {
      embedders.push_back(EmbedderOn(AnyEmbedder(layout, installation), config, layout,
                                     installation, embedders.size()));
    } else {
      embedders.push_back(StartEmbedder(one->embedder, MemoryOfFile(one->embedder, config), config,
                                        layout, installation, embedders.size()));
    }
  }
  for (const std::string& name : choice.embedders_before) by_name(name);
  return embedders;
}

std::shared_ptr<RunningEmbedder> StartEmbedder(const std::filesystem::path& file,
                                               const api::ModelMemory& memory, const Config& config,
                                               const DataLayout& layout,
                                               const Installation& installation,
                                               std::size_t number) {
  auto running = EmbedderOn(Named(file, "embedding", "嵌入", "models.embedder"), config, layout,
                            installation, number);
  running->file = file;
  running->memory = memory;
  return running;
}

bool EmbedderIsOnItsWay(const Config& config, const DataLayout& layout,
                        const Installation& installation) {
  const std::string& embedder = config.embedder.embedder;
  if (IsOff(embedder) || IsAddress(embedder)) return false;
  std::error_code ignored;
  if (embedder != kAuto) return std::filesystem::exists(embedder, ignored);
  return llm_openai::FindEmbedderFile(std::vector{layout.models(), installation.models},
                                      IsEmbedderFile)
      .has_value();
}

Result<std::shared_ptr<RunningReranker>> MakeReranker(const Config& config,
                                                      const DataLayout& layout,
                                                      const Installation& installation) {
  const RerankerConfig& reranker = config.reranker;
  if (IsAddress(reranker.reranker)) {
    WY_TRY(auto server, ServerAt(reranker.reranker, reranker.model, reranker.key));
    // What comes too late for one person's question is not worth a second try.
    server.attempts = 1;
    auto theirs = std::make_shared<RunningReranker>();
    theirs->server = reranker.reranker;
    theirs->model = llm_openai::MakeReranker(std::move(server));
    return theirs;
  }
  std::filesystem::path file = reranker.reranker;
  if (!RerankerIsNamed(config)) {
    const auto chosen = Chosen(layout).reranker;
    if (chosen && chosen->empty()) return std::shared_ptr<RunningReranker>();
    const auto place = chosen ? PlaceOf(*chosen, layout, installation) : std::nullopt;
    file = place.value_or(DefaultReranker(layout, installation));
  }
  if (IsOff(file.string())) return std::shared_ptr<RunningReranker>();
  return StartReranker(file, MemoryOfFile(file, config), config, layout, installation, 0);
}

std::shared_ptr<RunningReranker> StartReranker(const std::filesystem::path& file,
                                               const api::ModelMemory& memory, const Config& config,
                                               const DataLayout& layout,
                                               const Installation& installation,
                                               std::size_t number) {
  const auto socket = layout.reranker_socket(number);
  llm_openai::ModelProcessOptions options = ProcessOn(socket, config, installation);
  options.find_reranker = Named(file, "reranking", "重排", "models.reranker");
  auto running = std::make_shared<RunningReranker>();
  running->file = file;
  running->memory = memory;
  running->process = llm_openai::StartModelProcess(std::move(options));
  running->model = llm_openai::MakeReranker(running->process, socket);
  return running;
}

std::shared_ptr<const Generator> StartGenerator(const std::filesystem::path& file,
                                                const api::ModelMemory& memory,
                                                const Config& config, const DataLayout& layout,
                                                const Installation& installation,
                                                const crypto::KeyProvider& keys, std::size_t number,
                                                const std::string& quantisation) {
  const std::filesystem::path socket = layout.generator_socket(number);
  llm_openai::ModelProcessOptions options = ProcessOn(socket, config, installation);
  options.find_generator =
      QuantisedOnce(Named(file, "answering", "生成", "models.generator"),
                    {quantisation, layout.quantised_models(), options.program});
  options.threads = config.generator.threads;
  options.context_tokens = config.generator.context_tokens;
  options.snapshots = layout.prefixes();
  options.snapshot_key = [&keys, folder = layout.prefixes()] {
    return OpenPrefixKey(PosixFileSystem(), keys, folder);
  };
  auto generator = std::make_shared<Generator>();
  generator->file = file;
  generator->memory = memory;
  generator->process = llm_openai::StartModelProcess(std::move(options));
  generator->model = llm_openai::MakeChatModel(generator->process, socket);
  return generator;
}

Result<std::shared_ptr<const Generator>> MakeGenerator(const Config& config,
                                                       const DataLayout& layout,
                                                       const Installation& installation,
                                                       const crypto::KeyProvider& keys) {
  const GeneratorConfig& generator = config.generator;
  if (IsOff(generator.generator)) return std::shared_ptr<const Generator>();
  if (IsAddress(generator.generator)) {
    WY_TRY(auto server, ServerAt(generator.generator, generator.model, generator.key));
    auto theirs = std::make_shared<Generator>();
    theirs->server = generator.generator;
    theirs->model = llm_openai::MakeChatModel(std::move(server));
    return std::shared_ptr<const Generator>(std::move(theirs));
  }
  const auto file = GeneratorFile(generator, layout, installation);
  if (!file || file->empty()) {
    // Nobody asked for one, or what was asked for is not there: the house answers without.
    if (!file && GeneratorIsNamed(config)) {
      Log(LogLevel::kWarning, "answers without a model", {{"reason", file.error().message}});
    }
    return std::shared_ptr<const Generator>();
  }
  return StartGenerator(*file, MemoryOfFile(*file, config), config, layout, installation, keys, 0,
                        Environment("QUANTIZATION"));
}

}  // namespace wenyuan::app
