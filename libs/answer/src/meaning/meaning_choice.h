#pragma once

#include <cstddef>
#include <optional>

#include "../evidence/evidence.h"
#include "../question/question_reading.h"
#include "wenyuan/answer/answerer.h"
#include "wenyuan/base/clock.h"
#include "wenyuan/llm/embedder.h"

namespace wenyuan::answer {

struct MeaningChoice {
  std::size_t candidate = 0;
  double chance = 0;  // that it answers
};

// Of sentences and short table rows, whatever words they have, the one that means what is asked:
// by its vector, and by the model of `reader` that reads the nearest together with the question.
// What the question gives a number, a date, a code or a name for is only looked for in passages
// that have it. Nothing when there is none, or the model is away or late. Errors as
// Embedder::Embed.
Result<std::optional<MeaningChoice>> ChooseByMeaning(const llm::Embedder& embedder,
                                                     const PairReader& reader,
                                                     const QuestionReading& question,
                                                     const Evidence& evidence, Deadline deadline);

}  // namespace wenyuan::answer
