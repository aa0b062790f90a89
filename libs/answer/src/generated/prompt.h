#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "wenyuan/answer/context.h"
#include "wenyuan/base/result.h"
#include "wenyuan/llm/chat_model.h"

namespace wenyuan::answer {

// What a model is asked for a grounded answer, and how it is held to it.
struct Prompt {
  std::vector<llm::ChatTurn> turns;
  std::string grammar;              // GBNF: sentences that each end with citations, or the refusal
  std::size_t most_characters = 0;  // before the citations, by the grammar; 0: there is none
  std::string quotable;             // what was read
  std::string refusal;              // what the model says when the passages do not answer
  // For what is drawn: the same question on the same passages gets the same answer, on any day.
  std::uint32_t seed = 0;
};

// Passages stand as data between marks that nothing in them can close (AsData), numbered from 1 as
// they are. Requires parts. The question stands last, behind all that can be shared.
Prompt WritePrompt(const std::string& question, Language language, const Context& context);

// The same for models that think, as R1's makers ask such a question: one turn of the user, no
// system's, the form of DeepSeek's search. No grammar, which would hold the thinking to the form of
// an answer. `today`: "2026年11月26日"; so a prompt is shared only within a day.
Prompt WriteThinkersPrompt(const std::string& question, Language language, const Context& context,
                           const std::string& today);

// As the prompt says it: "2026年11月26日", "2026-11-26".
std::string DayOf(std::int64_t unix_millis, Language language);

}  // namespace wenyuan::answer
