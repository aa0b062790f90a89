#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "wenyuan/base/result.h"
#include "wenyuan/llm/chat_model.h"

namespace wenyuan::answer {

// What a model is asked when it summarises.
struct SummaryPrompt {
  std::vector<llm::ChatTurn> turns;
  std::string grammar;  // GBNF: sentences that each end with the numbers of what proves them
  std::size_t most_characters = 0;  // before the numbers, by the grammar
  std::string quotable;
};

// What stands in passages of one document: at most `statements` sentences, each with the numbers of
// its passages (from 1).
SummaryPrompt PromptForPart(Language language, const std::string& title,
                            const std::vector<std::string>& passages, std::size_t statements);

// One summary of what was said of the parts: at most `sentences`, each with the numbers of its
// statements (from 1).
SummaryPrompt PromptForWhole(Language language, const std::vector<std::string>& statements,
                             std::size_t sentences);

}  // namespace wenyuan::answer
