#pragma once

#include <array>
#include <cstddef>
#include <optional>
#include <vector>

#include "../evidence/evidence.h"
#include "../question/question_reading.h"
#include "wenyuan/answer/answerer.h"
#include "wenyuan/base/clock.h"
#include "wenyuan/llm/embedder.h"
#include "wenyuan/text/analyzer.h"

namespace wenyuan::answer {

// What tells whether a sentence in another language answers a question. Cosines are of
// multilingual-e5-small's vectors or another embedder's (docs/decisions/0360).
enum class AcrossFeature : std::size_t {
  kSentence,          // cosine of the question and the best sentence
  kPassage,           // … and its passage
  kLead,              // of the best sentence before the second that says something else, in scores
  kAboveMean,         // the best sentence's cosine less the mean of all looked at
  kPassageAboveMean,  // the best passage's cosine less the mean of those behind it
  kPassageLead,       // … less the second's; without those that say the same as the best sentence
  kBehindBest,        // the cosine of the sentence's passage less the best passage's
  kTypeFits,          // 1: has what the question wants, a date, a number …; -1: not; 0: unknown
  kLiterals,          // share of the question's numbers and Latin names in the sentence
  kLiteralsOfPassage,
  kHasLiterals,
  kLength,  // of the question, in terms
  kCount,
};
using AcrossFeatures = std::array<double, static_cast<std::size_t>(AcrossFeature::kCount)>;

struct AcrossChoice {
  std::vector<std::size_t> candidates;  // best first; one, or two that are nearly as good
  AcrossFeatures features{};            // of the best
  // The log-odds that it answers, of a model that reads it together with the question; nothing
  // without such a model.
  std::optional<double> together;
};

// Chooses by meaning among the sentences that are in another language than the question; nothing
// when there is none. Rows of tables are not among them, nor sentences of passages that lack a code
// that is asked about; what is said of a code is compared without it. Requires passages with a
// similarity. The nearest are read together with the question where `reader` has a model that
// answers in time. Errors as Embedder::Embed.
Result<std::optional<AcrossChoice>> ChooseAcross(const text::Analyzer& analyzer,
                                                 const llm::Embedder& embedder,
                                                 const PairReader& reader,
                                                 const QuestionReading& question,
                                                 const Evidence& evidence, Deadline deadline);

// How likely the best one is right (calibrated): by its features alone, and with what was read
// together; and from where on it is shown.
double ChanceAcross(const AcrossFeatures& features);
double ChanceAcross(const AcrossChoice& choice);
double ThresholdAcross(const AcrossChoice& choice);

}  // namespace wenyuan::answer
