#include "embedders.h"

#include <string>
#include <utility>

#include "wenyuan/http/endpoint.h"
#include "wenyuan/llm_openai/model_process.h"
#include "wenyuan/llm_openai/models.h"

namespace wenyuan::app {
namespace {

constexpr std::string_view kAuto = "auto";
constexpr std::string_view kOff = "off";

bool IsAddress(const std::string& embedder) {
  return embedder.starts_with("unix:") || embedder.find("://") != std::string::npos;
}

Result<std::unique_ptr<llm::Embedder>> AtAddress(const EmbedderConfig& config) {
  WY_TRY(http::Endpoint endpoint, http::ParseEndpoint(config.embedder));
  llm_openai::EmbedderOptions options;
  options.server.endpoint = std::move(endpoint);
  options.server.key = config.key;
  options.server.model = config.model;
  options.query_prefix = config.query_prefix;
  options.passage_prefix = config.passage_prefix;
  return llm_openai::MakeEmbedder(std::move(options));
}

// `embedder` is a file, or "auto": the one that ./run installs, or one put into the data folder.
std::unique_ptr<llm::Embedder> OfOurOwn(const EmbedderConfig& config, const Config& all,
                                        const DataLayout& layout, const Installation& installation,
                                        const std::filesystem::path& socket) {
  llm_openai::ModelProcessOptions options;
  options.program = installation.model_server;
  options.socket = socket;
  options.threads = all.model_threads;
  options.max_tokens = all.embedder_max_tokens;
  if (config.embedder == kAuto) {
    options.find_embedder = [folders = std::vector{layout.models(), installation.models}] {
      return llm_openai::FindEmbedderFile(folders);
    };
  } else {
    options.find_embedder =
        [file = std::filesystem::path(config.embedder)]() -> Result<std::filesystem::path> {
      if (std::filesystem::exists(file)) return file;
      return Error{
          ErrorCode::kNotFound,
          "the embedding model '" + file.string() +
              "' is not there; put it there, or correct models.embedder in the settings",
          "嵌入模型“" + file.string() + "”不存在；请放置该文件，或更正设置中的 models.embedder"};
    };
  }
  std::shared_ptr<const llm_openai::ModelProcess> process =
      llm_openai::StartModelProcess(std::move(options));
  return llm_openai::MakeEmbedder(std::move(process), socket);
}

}  // namespace

Result<std::vector<std::unique_ptr<llm::Embedder>>> MakeEmbedders(
    const Config& config, const DataLayout& layout, const Installation& installation) {
  std::vector<std::unique_ptr<llm::Embedder>> embedders;
  for (const EmbedderConfig* one : {&config.embedder, &config.embedder_before}) {
    if (one->embedder.empty() || one->embedder == kOff) continue;
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

}  // namespace wenyuan::app
