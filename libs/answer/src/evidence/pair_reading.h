#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "evidence.h"
#include "wenyuan/base/clock.h"
#include "wenyuan/llm/embedder.h"

namespace wenyuan::answer {

// What a model that reads a question and a sentence together (a cross-encoder) says of the
// likeliest sentences: by candidate its log-odds to be the answer, nothing for one not read.
using PairScores = std::vector<std::optional<double>>;

// Of the likeliest sentences, each with its document's title in front; table rows are not read.
// `chances`: of all candidates (RankSentences). All empty when the model is away, late, or gives
// no usable numbers.
PairScores ReadPairs(const llm::Reranker& model, const std::string& question,
                     const Evidence& evidence, const std::vector<double>& chances,
                     Deadline deadline);

// The chances with what the model says: they add up to 1 again. A row counts as much beside the
// best sentence read as before. Unchanged when nothing was read.
std::vector<double> WithPairScores(const Evidence& evidence, std::vector<double> chances,
                                   const PairScores& scores);

// The calibrated probability that the passages hold the answer, from Answerability and what the
// model says of the candidate; unchanged when it was not read, and where it is 0.
double WithPairScore(double answerability, const std::optional<double>& score);

}  // namespace wenyuan::answer
