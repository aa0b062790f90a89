#pragma once

#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "wenyuan/search/searcher.h"

namespace wenyuan::quality {

// A number as a library's settings keep it.
std::string SettingText(double number);
std::optional<double> SettingNumber(const std::string& text);

// By name, as store::Libraries::SetSettings takes them.
using StoredSettings = std::vector<std::pair<std::string, std::string>>;
StoredSettings StoredWeights(const search::FusionOptions& weights);
StoredSettings StoredThreshold(double threshold);

}  // namespace wenyuan::quality
