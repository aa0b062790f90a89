#pragma once

#include <optional>
#include <string>

#include "../config.h"
#include "../data_folder.h"
#include "wenyuan/base/result.h"

namespace wenyuan::app {

// Which model an administrator chose while the house ran, in models/in-use.json: the name of a
// file, or empty for none. It counts where the settings leave the choice to us.
struct ModelChoice {
  std::string generator;
};

// Nothing where none was made. kCorruption for a file that is none of ours.
Result<std::optional<ModelChoice>> ReadChoice(const DataLayout& layout);
Result<void> WriteChoice(const DataLayout& layout, const ModelChoice& choice);

// Whether the settings or MODEL_PATH of the environment name the model that writes answers.
bool GeneratorIsNamed(const Config& config);

}  // namespace wenyuan::app
