#include "model_files.h"

#include <algorithm>
#include <cctype>

#include "wenyuan/gguf/model_file.h"

namespace wenyuan::app {
namespace {

namespace fs = std::filesystem;

// The type that most weights of the largest class have; null where there are none.
const gguf::TensorTypeInfo* MainType(const gguf::ModelFacts& facts) {
  const auto largest = std::max_element(
      facts.classes.begin(), facts.classes.end(),
      [](const auto& left, const auto& right) { return left.values < right.values; });
  if (largest == facts.classes.end() || largest->types.empty()) return nullptr;
  return largest->types.front().first;
}

// One more place that has no model, and why.
void AddPlace(const fs::path& place, std::string_view why, std::string_view why_zh, Error& none) {
  none.message += (none.message.empty() ? "'" : ", '") + place.string() + "'" + std::string(why);
  none.message_zh +=
      (none.message_zh.empty() ? "“" : "、“") + place.string() + "”" + std::string(why_zh);
}

std::string Upper(std::string_view name) {
  std::string upper(name);
  std::transform(upper.begin(), upper.end(), upper.begin(),
                 [](unsigned char letter) { return static_cast<char>(std::toupper(letter)); });
  return upper;
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

std::optional<NamedQuantisation> QuantisationNamed(std::string_view name) {
  const std::string wanted = Upper(name);
  if (wanted == "BF16") return NamedQuantisation{"bf16", 16};
  if (wanted == "INT8" || wanted == "8BIT") return NamedQuantisation{"int8", 8.5};
  if (wanted == "4BIT" || wanted == "INT4") return NamedQuantisation{"4bit", 4.5};
  return std::nullopt;
}

bool HasQuantisation(const gguf::ModelFacts& facts, const std::string& name) {
  const gguf::TensorTypeInfo* main = MainType(facts);
  if (main == nullptr) return false;
  const auto named = QuantisationNamed(name);
  if (named && named->mix == "int8") return main->name == "Q8_0";
  if (named && named->mix == "4bit") {
    return main->name.starts_with("Q4_") || main->name.starts_with("IQ4");
  }
  return main->name == Upper(name);
}

double MainBits(const gguf::ModelFacts& facts) {
  const gguf::TensorTypeInfo* main = MainType(facts);
  return main == nullptr ? 0 : main->BitsPerValue();
}

Result<fs::path> FindGeneratorFile(std::span<const fs::path> places,
                                   const std::string& quantisation) {
  Error none{ErrorCode::kNotFound, "", ""};
  for (const fs::path& place : places) {
    std::error_code ignored;
    const bool there = fs::exists(place, ignored);
    AddPlace(place, there ? "" : " (which is not there)", there ? "" : "（不存在）", none);
    fs::path best;
    double most = -1;
    for (const fs::path& path : gguf::ModelFilesAt(place)) {
      const auto facts = gguf::Describe(path);
      if (!facts) {
        none.message += " (" + facts.error().message + ")";
        none.message_zh += "（" + facts.error().message_zh + "）";
      }
      if (!facts || KindOf(*facts) != ModelKind::kGenerator) continue;
      if (quantisation.empty() || HasQuantisation(*facts, quantisation)) return path;
      if (MainBits(*facts) <= most) continue;
      most = MainBits(*facts);
      best = path;
    }
    if (!best.empty()) return best;
  }
  none.message = "no model that writes answers is in " + none.message +
                 "; bring one with: wenyuan model import FILE";
  none.message_zh =
      "在 " + none.message_zh + " 中没有可以写回答的模型；请用 wenyuan model import 导入";
  return none;
}

}  // namespace wenyuan::app
