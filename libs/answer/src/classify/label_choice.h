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

// Which labels a model says fit a text, best first; empty: none of them. It is asked twice, the
// second time with the labels the other way round, since models prefer what stands first; nullopt
// when the answers differ or are none. Errors as ChatModel::Chat.
Result<std::optional<std::vector<std::size_t>>> AskForLabels(
    const llm::ChatModel& model, const llm::ChatModelInfo& info, std::span<const Label> labels,
    const std::string& title, const std::string& text, Language language, std::size_t most,
    const std::string& scope, const std::string& user, std::chrono::milliseconds time);

}  // namespace wenyuan::answer
