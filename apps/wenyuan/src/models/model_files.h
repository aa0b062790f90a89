#pragma once

#include <filesystem>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "wenyuan/base/result.h"
#include "wenyuan/gguf/facts.h"

namespace wenyuan::app {

// What a model is for.
enum class ModelKind : std::uint8_t { kGenerator, kEmbedder, kReranker, kVocabulary };
std::string_view Name(ModelKind kind);  // "generator"
ModelKind KindOf(const gguf::ModelFacts& facts);

// False for what cannot be read, too.
bool IsEmbedderFile(const std::filesystem::path& path);

// What the environment's QUANTIZATION may name, in any case: "bf16", "int8" ("8bit"), "4bit"
// ("int4").
struct NamedQuantisation {
  std::string mix;  // of `wenyuan model quantize --mix`
  double bits = 0;  // of a weight
};
std::optional<NamedQuantisation> QuantisationNamed(std::string_view name);
// Whether most of a model's weights are so; `name` may also be a type, as "q4_k".
bool HasQuantisation(const gguf::ModelFacts& facts, const std::string& name);
// Bits of a weight in the type that most of the largest class have.
double MainBits(const gguf::ModelFacts& facts);

// A file that writes, at the first place that has one: the first that has `quantisation` (as above;
// empty: any), else the one with the most bits, from which others can be made. kNotFound naming the
// places, those that are not there, and what is broken.
Result<std::filesystem::path> FindGeneratorFile(std::span<const std::filesystem::path> places,
                                                const std::string& quantisation);

}  // namespace wenyuan::app
