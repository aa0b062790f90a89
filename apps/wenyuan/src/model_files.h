#pragma once

#include <filesystem>
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

// The first file that writes, at the first place that has one. `quantisation` ("bf16", "int8",
// "4bit", or a type as "q4_k"; empty: any) chooses among several of a place; where none has it, the
// first is taken and the log says so. kNotFound naming the places.
Result<std::filesystem::path> FindGeneratorFile(std::span<const std::filesystem::path> places,
                                                const std::string& quantisation);

}  // namespace wenyuan::app
