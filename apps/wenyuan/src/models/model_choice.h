#pragma once

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "../config.h"
#include "../data_folder.h"
#include "wenyuan/base/result.h"

namespace wenyuan::app {

// Which models an administrator chose while the house ran, in models/in-use.json: names of files,
// or empty for none; nothing where none was chosen. They count where the settings leave the choice
// to us.
struct ModelChoice {
  std::optional<std::string> generator = std::nullopt;
  std::optional<std::string> reranker = std::nullopt;
  std::optional<std::string> embedder = std::nullopt;
  std::vector<std::string> embedders_before = {};  // whose vectors still answered
};

// Empty where none was made. kCorruption for a file that is none of ours.
Result<ModelChoice> ReadChoice(const DataLayout& layout);
// Changes what it says of one role; one at a time.
Result<void> NoteChoice(const DataLayout& layout,
                        const std::function<void(ModelChoice& choice)>& change);

// Whether the settings name the model of that role, or MODEL_PATH of the environment the one that
// writes answers.
bool GeneratorIsNamed(const Config& config);
bool RerankerIsNamed(const Config& config);
bool EmbedderIsNamed(const Config& config);

}  // namespace wenyuan::app
