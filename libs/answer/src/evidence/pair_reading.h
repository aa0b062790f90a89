#pragma once

#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "evidence.h"
#include "wenyuan/base/clock.h"
#include "wenyuan/base/result.h"
#include "wenyuan/llm/embedder.h"

namespace wenyuan::answer {

// What a model that reads a question and a sentence together (a cross-encoder) says of the
// likeliest sentences: by candidate its log-odds to be the answer, nothing for one not read.
using PairScores = std::vector<std::optional<double>>;

// The sentences worth reading, the likeliest first, eight at most; table rows are none. `chances`:
// of all candidates (RankSentences).
std::vector<std::size_t> LikeliestSentences(const Evidence& evidence,
                                            const std::vector<double>& chances);

// Of these candidates, each with its document's title in front, and with the sentence before it
// where it leans on that. All empty when the model is away,
// late, or gives no usable numbers.
PairScores ReadPairs(const llm::Reranker& model, const std::string& question,
                     const Evidence& evidence, std::span<const std::size_t> candidates,
                     Deadline deadline);

// The chances with what the model says: they add up to 1 again. A row counts as much beside the
// best sentence read as before. Unchanged when nothing was read.
std::vector<double> WithPairScores(const Evidence& evidence, std::vector<double> chances,
                                   const PairScores& scores);

// The calibrated probability that the passages hold the answer to a question of this language, from
// Answerability and what the model says of the candidate; unchanged when it was not read, and where
// it is 0.
double WithPairScore(double answerability, const std::optional<double>& score, Language language);

}  // namespace wenyuan::answer
