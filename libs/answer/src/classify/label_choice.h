#pragma once

#include <chrono>
#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "wenyuan/answer/classifier.h"
#include "wenyuan/base/result.h"
#include "wenyuan/llm/chat_model.h"

namespace wenyuan::answer {

// Which labels a model says fit a text.
struct LabelChoice {
  std::vector<std::size_t> labels;  // best first; empty: none of them
  // How likely it was to name each label, and last none of them; together 1. Empty where that is
  // not known: then only its word counts.
  std::vector<double> chances = {};
};

// It is asked twice, the second time with the labels the other way round, since models prefer what
// stands first. Where the server tells how likely other numbers were, one label at most is wanted
// and all have one digit, the mean of both chances decides; else what it says, and nullopt when the
// answers differ or are none. Errors as ChatModel::Chat.
Result<std::optional<LabelChoice>> AskForLabels(
    const llm::ChatModel& model, const llm::ChatModelInfo& info, std::span<const Label> labels,
    const std::string& title, const std::string& text, Language language, std::size_t most,
    const std::string& scope, const std::string& user, std::chrono::milliseconds time);

}  // namespace wenyuan::answer
