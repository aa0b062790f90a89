#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "wenyuan/search/searcher.h"

namespace wenyuan::search {

// A passage that words or meaning have found, with both scores where it has them.
struct Candidate {
  std::size_t scope = 0;  // which of the libraries searched
  std::uint32_t document = 0;
  std::uint32_t revision = 0;
  std::uint32_t chunk = 0;
  float keyword = 0;                // BM25F; 0: holds none of the words
  std::optional<float> similarity;  // to the question's vector
  std::size_t group = 0;            // passages whose similarities can be compared
  double meaning = 0;               // set by Fuse(), as is
  double score = 0;                 // this
};

// How similar a group's passages are to this question at large.
struct GroupSimilarity {
  double mean = 0;
  double deviation = 1;
};

// Puts the candidates in order, best first: score = meaning + words[scope] · coverage, where
//   coverage = keyword / bound, the share of the question that a passage holds, and
//   meaning  = similarity, standardised within its group when groups are given, scaled so
//              that the least of the candidates has 0 and the highest 1; 0 without a vector.
// Coverage is not scaled by question: where no passage has more than a stray word in common with
// it (another language), words stay without weight. Ties by scope, document, chunk.
void Fuse(std::vector<Candidate>& candidates, float bound, const std::vector<double>& words,
          const std::vector<GroupSimilarity>& groups);

}  // namespace wenyuan::search
