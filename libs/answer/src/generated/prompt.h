#pragma once

#include <string>
#include <vector>

#include "wenyuan/answer/context.h"
#include "wenyuan/base/result.h"
#include "wenyuan/llm/chat_model.h"

namespace wenyuan::answer {

// What a model is asked for a grounded answer, and how it is held to it.
struct Prompt {
  std::vector<llm::ChatTurn> turns;
  std::string grammar;   // GBNF: sentences that each end with citations, or the refusal
  std::string quotable;  // what was read
  std::string refusal;   // what the model says when the passages do not answer
};

// Requires parts; they are numbered from 1 as they stand. The question stands last, behind all that
// can be shared.
Prompt WritePrompt(const std::string& question, Language language, const Context& context);

}  // namespace wenyuan::answer
