#include "models.h"

#include <cstdlib>
#include <filesystem>
#include <string>
#include <utility>

#include "model_files.h"
#include "quantised_once.h"
#include "wenyuan/base/log.h"
#include "wenyuan/http/endpoint.h"
#include "wenyuan/llm_openai/model_process.h"
#include "wenyuan/llm_openai/models.h"

namespace wenyuan::app {
namespace {

constexpr std::string_view kAuto = "auto";
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
                                        const std::filesystem::path& socket) {
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
  return llm_openai::MakeEmbedder(std::move(process), socket);
}

std::string Environment(const char* name) {
  const char* value = std::getenv(name);
  return value == nullptr ? std::string() : std::string(value);
}

// The file to load, by the settings and the environment; kNotFound when there is none to be found.
Result<std::filesystem::path> GeneratorFile(const GeneratorConfig& config, const DataLayout& layout,
                                            const Installation& installation) {
  if (config.generator != kAuto) return std::filesystem::path(config.generator);
  const std::string quantisation = Environment("QUANTIZATION");
  if (const std::string named = Environment("MODEL_PATH"); !named.empty()) {
    return FindGeneratorFile(std::vector<std::filesystem::path>{named}, quantisation);
  }
  return FindGeneratorFile(std::vector{layout.models(), installation.models / "demo"},
                           quantisation);
}

}  // namespace

Result<std::vector<std::unique_ptr<llm::Embedder>>> MakeEmbedders(
    const Config& config, const DataLayout& layout, const Installation& installation) {
  std::vector<std::unique_ptr<llm::Embedder>> embedders;
  for (const EmbedderConfig* one : {&config.embedder, &config.embedder_before}) {
    if (IsOff(one->embedder)) continue;
    if (IsAddress(one->embedder)) {
      WY_TRY(auto embedder, AtAddress(*one));
      embedders.push_back(std::move(embedder));
    } else {
      const auto socket = layout.model_socket(embedders.size());
      embedders.push_back(OfOurOwn(*one, config, layout, installation, socket));
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
                                                    const Installation& installation) {
  const RerankerConfig& reranker = config.reranker;
  if (IsOff(reranker.reranker)) return std::unique_ptr<llm::Reranker>();
  if (IsAddress(reranker.reranker)) {
    WY_TRY(auto server, ServerAt(reranker.reranker, reranker.model, reranker.key));
    // What comes too late for one person's question is not worth a second try.
    server.attempts = 1;
    return llm_openai::MakeReranker(std::move(server));
  }
  const std::filesystem::path socket = layout.reranker_socket();
  llm_openai::ModelProcessOptions options = ProcessOn(socket, config, installation);
  options.find_reranker = Named(reranker.reranker, "reranking", "重排", "models.reranker");
  std::shared_ptr<const llm_openai::ModelProcess> process =
      llm_openai::StartModelProcess(std::move(options));
  return llm_openai::MakeReranker(std::move(process), socket);
}

Result<std::unique_ptr<llm::ChatModel>> MakeGenerator(const Config& config,
                                                      const DataLayout& layout,
                                                      const Installation& installation) {
  const GeneratorConfig& generator = config.generator;
  if (IsOff(generator.generator)) return std::unique_ptr<llm::ChatModel>();
  if (IsAddress(generator.generator)) {
    WY_TRY(auto server, ServerAt(generator.generator, generator.model, generator.key));
    return llm_openai::MakeChatModel(std::move(server));
  }
  const auto file = GeneratorFile(generator, layout, installation);
  if (!file) {
    // Nobody asked for one, or what was asked for is not there: the house answers without.
    const bool asked = generator.generator != kAuto || !Environment("MODEL_PATH").empty();
    if (asked)
      Log(LogLevel::kWarning, "answers without a model", {{"reason", file.error().message}});
    return std::unique_ptr<llm::ChatModel>();
  }
  const std::filesystem::path socket = layout.generator_socket();
  llm_openai::ModelProcessOptions options = ProcessOn(socket, config, installation);
  options.find_generator =
      QuantisedOnce(Named(*file, "answering", "生成", "models.generator"),
                    {Environment("QUANTIZATION"), layout.models() / "quantised", options.program});
  options.threads = generator.threads;
  options.context_tokens = generator.context_tokens;
  options.snapshots = layout.prefixes();
  std::shared_ptr<const llm_openai::ModelProcess> process =
      llm_openai::StartModelProcess(std::move(options));
  return llm_openai::MakeChatModel(std::move(process), socket);
}

}  // namespace wenyuan::app
