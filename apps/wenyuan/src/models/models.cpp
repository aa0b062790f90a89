#include "models.h"

#include <cstdlib>
#include <filesystem>
#include <optional>
#include <string>
#include <utility>

#include "model_choice.h"
#include "model_files.h"
#include "model_memory.h"
#include "quantised_once.h"
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

// `embedder` is a file, or "auto": the one that ./run installs, or one put into the data folder.
std::unique_ptr<llm::Embedder> OfOurOwn(const EmbedderConfig& config, const Config& all,
                                        const DataLayout& layout, const Installation& installation,
                                        const std::filesystem::path& socket,
                                        std::vector<SetUpModel>& set_up) {
  llm_openai::ModelProcessOptions options = ProcessOn(socket, all, installation);
  if (config.embedder == kAuto) {
    options.find_embedder = [folders = std::vector{layout.models(), installation.models}] {
      return llm_openai::FindEmbedderFile(folders, IsEmbedderFile);
    };
  } else {
    options.find_embedder = Named(config.embedder, "embedding", "嵌入", "models.embedder");
  }
  std::shared_ptr<const llm_openai::ModelProcess> process =
      llm_openai::StartModelProcess(std::move(options));
  set_up.push_back({"embedder", {}, process});
  return llm_openai::MakeEmbedder(std::move(process), socket);
}

std::string Environment(const char* name) {
  const char* value = std::getenv(name);
  return value == nullptr ? std::string() : std::string(value);
}

// What an administrator chose last: a file, an empty path for none; nothing where that cannot be
// had.
std::optional<std::filesystem::path> ChosenFile(const DataLayout& layout,
                                                const Installation& installation) {
  const auto choice = ReadChoice(layout);
  if (!choice) {
    Log(LogLevel::kWarning, "the choice of a model was not read",
        {{"reason", choice.error().message}});
    return std::nullopt;
  }
  if (!*choice) return std::nullopt;
  const std::string& name = (*choice)->generator;
  if (name.empty()) return std::filesystem::path();
  std::error_code ignored;
  for (const auto& folder : {layout.models(), installation.models, installation.models / "demo"}) {
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
  if (auto chosen = ChosenFile(layout, installation)) return *std::move(chosen);
  return FindGeneratorFile(std::vector{layout.models(), installation.models / "demo"},
                           quantisation);
}

// Nothing where none is brought or put together.
std::optional<std::string> RerankerFile(const RerankerConfig& config, const DataLayout& layout,
                                        const Installation& installation) {
  if (config.reranker != kAuto) return config.reranker;
  std::error_code ignored;
  for (const auto& folder : {layout.models(), installation.models}) {
    const std::filesystem::path file = folder / kReranker;
    if (std::filesystem::exists(file, ignored)) return file.string();
  }
  return std::nullopt;
}

}  // namespace

Result<std::vector<std::unique_ptr<llm::Embedder>>> MakeEmbedders(const Config& config,
                                                                  const DataLayout& layout,
                                                                  const Installation& installation,
                                                                  std::vector<SetUpModel>& set_up) {
  std::vector<std::unique_ptr<llm::Embedder>> embedders;
  for (const EmbedderConfig* one : {&config.embedder, &config.embedder_before}) {
    if (IsOff(one->embedder)) continue;
    if (IsAddress(one->embedder)) {
      WY_TRY(auto embedder, AtAddress(*one));
      embedders.push_back(std::move(embedder));
      set_up.push_back({"embedder", one->embedder, nullptr});
    } else {
      const auto socket = layout.model_socket(embedders.size());
      embedders.push_back(OfOurOwn(*one, config, layout, installation, socket, set_up));
    }
  }
  return embedders;
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

Result<std::unique_ptr<llm::Reranker>> MakeReranker(const Config& config, const DataLayout& layout,
                                                    const Installation& installation,
                                                    std::vector<SetUpModel>& set_up) {
  const RerankerConfig& reranker = config.reranker;
  if (IsOff(reranker.reranker)) return std::unique_ptr<llm::Reranker>();
  if (IsAddress(reranker.reranker)) {
    WY_TRY(auto server, ServerAt(reranker.reranker, reranker.model, reranker.key));
    // What comes too late for one person's question is not worth a second try.
    server.attempts = 1;
    set_up.push_back({"reranker", reranker.reranker, nullptr});
    return llm_openai::MakeReranker(std::move(server));
  }
  const std::optional<std::string> file = RerankerFile(reranker, layout, installation);
  if (!file) return std::unique_ptr<llm::Reranker>();
  const std::filesystem::path socket = layout.reranker_socket();
  llm_openai::ModelProcessOptions options = ProcessOn(socket, config, installation);
  options.find_reranker = Named(*file, "reranking", "重排", "models.reranker");
  std::shared_ptr<const llm_openai::ModelProcess> process =
      llm_openai::StartModelProcess(std::move(options));
  set_up.push_back({"reranker", {}, process});
  return llm_openai::MakeReranker(std::move(process), socket);
}

std::shared_ptr<const Generator> StartGenerator(const std::filesystem::path& file,
                                                const api::ModelMemory& memory,
                                                const Config& config, const DataLayout& layout,
                                                const Installation& installation,
                                                std::size_t number,
                                                const std::string& quantisation) {
  const std::filesystem::path socket = layout.generator_socket(number);
  llm_openai::ModelProcessOptions options = ProcessOn(socket, config, installation);
  options.find_generator =
      QuantisedOnce(Named(file, "answering", "生成", "models.generator"),
                    {quantisation, layout.quantised_models(), options.program});
  options.threads = config.generator.threads;
  options.context_tokens = config.generator.context_tokens;
  options.snapshots = layout.prefixes();
  auto generator = std::make_shared<Generator>();
  generator->file = file;
  generator->memory = memory;
  generator->process = llm_openai::StartModelProcess(std::move(options));
  generator->model = llm_openai::MakeChatModel(generator->process, socket);
  return generator;
}

Result<std::shared_ptr<const Generator>> MakeGenerator(const Config& config,
                                                       const DataLayout& layout,
                                                       const Installation& installation) {
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
  const auto facts = gguf::Describe(*file);
  return StartGenerator(*file, facts ? MemoryOf(*facts, config) : api::ModelMemory(), config,
                        layout, installation, 0, Environment("QUANTIZATION"));
}

}  // namespace wenyuan::app
