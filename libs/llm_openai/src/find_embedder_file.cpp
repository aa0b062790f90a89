#include <algorithm>
#include <system_error>
#include <vector>

#include "wenyuan/llm_openai/model_process.h"

namespace wenyuan::llm_openai {
namespace {

constexpr const char* kDefaultFile = "e5-small-q4_0.gguf";

using IsEmbedder = std::function<bool(const std::filesystem::path&)>;

std::vector<std::filesystem::path> EmbeddersIn(const std::filesystem::path& folder,
                                               const IsEmbedder& is_embedder) {
  std::vector<std::filesystem::path> found;
  std::error_code ignored;
  for (const auto& entry : std::filesystem::directory_iterator(folder, ignored)) {
    if (entry.path().extension() == ".gguf" && entry.is_regular_file(ignored) &&
        is_embedder(entry.path())) {
      found.push_back(entry.path());
    }
  }
  std::sort(found.begin(), found.end());
  return found;
}

}  // namespace

Result<std::filesystem::path> FindEmbedderFile(std::span<const std::filesystem::path> folders,
                                               const IsEmbedder& is_embedder) {
  for (const std::filesystem::path& folder : folders) {
    std::error_code ignored;
    const std::filesystem::path file = folder / kDefaultFile;
    if (std::filesystem::is_regular_file(file, ignored)) return file;
  }
  for (const std::filesystem::path& folder : folders) {
    const std::vector<std::filesystem::path> found = EmbeddersIn(folder, is_embedder);
    if (found.size() == 1) return found.front();
    if (found.size() > 1) {
      return Error{ErrorCode::kConflict,
                   "'" + folder.string() + "' holds several embedders (" +
                       found[0].filename().string() + ", " + found[1].filename().string() +
                       "…); name the embedder in the settings",
                   "“" + folder.string() + "”中有多个向量模型；请在设置中指定向量模型"};
    }
  }
  const std::string first = folders.empty() ? "the model folder" : "'" + folders[0].string() + "'";
  const std::string first_zh = folders.empty() ? "模型目录" : "“" + folders[0].string() + "”";
  return Error{ErrorCode::kNotFound,
               "no embedding model is installed, so search finds by keywords only; run "
               "scripts/models/install_embedder, or put a GGUF embedder into " +
                   first,
               "尚未安装向量模型，目前只能按关键词检索；请运行 scripts/models/install_embedder，"
               "或将 GGUF 向量模型放入" +
                   first_zh};
}

}  // namespace wenyuan::llm_openai
