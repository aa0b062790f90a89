#include "model_files.h"

#include <algorithm>
#include <cctype>

#include "wenyuan/base/log.h"
#include "wenyuan/gguf/model_file.h"

namespace wenyuan::app {
namespace {

namespace fs = std::filesystem;

// The type that most weights of the largest class have: "Q4_K".
std::string MainType(const gguf::ModelFacts& facts) {
  const auto largest = std::max_element(
      facts.classes.begin(), facts.classes.end(),
      [](const auto& left, const auto& right) { return left.values < right.values; });
  if (largest == facts.classes.end() || largest->types.empty()) return {};
  return std::string(largest->types.front().first->name);
}

bool Has(const gguf::ModelFacts& facts, std::string wanted) {
  std::transform(wanted.begin(), wanted.end(), wanted.begin(),
                 [](unsigned char letter) { return static_cast<char>(std::toupper(letter)); });
  const std::string type = MainType(facts);
  if (wanted == "INT8" || wanted == "8BIT") return type == "Q8_0" || type == "Q8_K";
  if (wanted == "4BIT" || wanted == "INT4") {
    return type.starts_with("Q4_") || type.starts_with("IQ4");
  }
  return type == wanted;
}

}  // namespace

std::string_view Name(ModelKind kind) {
  switch (kind) {
    case ModelKind::kGenerator:
      return "generator";
    case ModelKind::kEmbedder:
      return "embedder";
    case ModelKind::kReranker:
      return "reranker";
    case ModelKind::kVocabulary:
      return "vocabulary";
  }
  return "model";
}

ModelKind KindOf(const gguf::ModelFacts& facts) {
  if (facts.pooling == "rank") return ModelKind::kReranker;
  if (!facts.pooling.empty() || !facts.causal) return ModelKind::kEmbedder;
  return facts.parameters == 0 ? ModelKind::kVocabulary : ModelKind::kGenerator;
}

bool IsEmbedderFile(const fs::path& path) {
  const auto facts = gguf::Describe(path);
  return facts && KindOf(*facts) == ModelKind::kEmbedder;
}

Result<fs::path> FindGeneratorFile(std::span<const fs::path> places,
                                   const std::string& quantisation) {
  std::string names;
  for (const fs::path& place : places) {
    names += (names.empty() ? "'" : ", '") + place.string() + "'";
    fs::path first;
    for (const fs::path& path : gguf::ModelFilesAt(place)) {
      const auto facts = gguf::Describe(path);
      if (!facts || KindOf(*facts) != ModelKind::kGenerator) continue;
      if (quantisation.empty() || Has(*facts, quantisation)) return path;
      if (first.empty()) first = path;
    }
    if (first.empty()) continue;
    Log(LogLevel::kWarning, "no model has the quantisation that QUANTIZATION names",
        {{"wanted", quantisation}, {"taken", first.string()}});
    return first;
  }
  return Error{
      ErrorCode::kNotFound,
      "no model that writes answers is in " + names + "; bring one with: wenyuan model import FILE",
      "在 " + names + " 中没有可以写回答的模型；请用 wenyuan model import 导入"};
}

}  // namespace wenyuan::app
