#pragma once

#include <span>
#include <string>
#include <vector>

#include "wenyuan/base/result.h"
#include "wenyuan/llm/chat_model.h"
#include "wenyuan/search/searcher.h"

namespace wenyuan::answer {

// What a model is asked for a grounded answer, and how it is held to it.
struct Prompt {
  std::vector<llm::ChatTurn> turns;
  std::string grammar;   // GBNF: sentences that each end with citations, or the refusal
  std::string quotable;  // the passages
  std::string refusal;   // what the model says when the passages do not answer
};

// The passages in the order in which they will be numbered from 1: by document and place, not by
// score, so that different questions share the beginning of a prompt, which is then computed once.
std::vector<const search::Hit*> CanonicalOrder(std::span<const search::Hit> hits);

// Requires passages. The question stands last, behind all that can be shared.
Prompt WritePrompt(const std::string& question, Language language,
                   std::span<const search::Hit* const> passages);

}  // namespace wenyuan::answer
