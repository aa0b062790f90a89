#pragma once

#include <cstddef>
#include <span>
#include <vector>

#include "wenyuan/search/searcher.h"
#include "wenyuan/text/analyzer.h"

namespace wenyuan::search {

class PassageTokens;

struct DiversityOptions {
  std::size_t k = 10;  // how many will be shown
  // What a hit is worth beside those before it: lambda · its score by the best's, less
  // (1 - lambda) · its likeness to the most alike of them.
  double lambda = 0.9;
};

// Orders the first hits by maximal marginal relevance (Carbonell and Goldstein 1998), so that the k
// shown do not all say the same. Likeness is the cosine of the passages' terms, the question's own
// left out, weighed by how few of the hits have them. The best hit stays first, and only those of
// the first 2k move that can come to be shown; of a list longer than 20 the first 40 do. The scores
// stay with the places, so that they still descend. Changes nothing for k <= 3, nor for a question
// with an identifier, a quotation or a required word: there, what has it is wanted, all of it.
// Requires hits best first.
void Diversify(const text::Analyzer& analyzer, const text::AnalyzedQuery& query,
               const DiversityOptions& options, std::vector<Hit>& hits);

// The same with tokens that others look at, too.
void Diversify(PassageTokens& tokens, const text::AnalyzedQuery& query,
               const DiversityOptions& options, std::vector<Hit>& hits);

// Passages that stand one after another in the same revision of a document.
struct Neighbours {
  std::vector<std::size_t> hits;  // places among the hits, in reading order
};

// Joins hits that are neighbours, for an answer to read them in one go: in the order of the best
// hit of each; no more than `most_tokens` (EstimateTokens) together, but a hit alone may be longer.
// Every hit is in exactly one.
std::vector<Neighbours> JoinNeighbours(std::span<const Hit> hits, std::size_t most_tokens);

}  // namespace wenyuan::search
