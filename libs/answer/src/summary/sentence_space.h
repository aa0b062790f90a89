#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

#include "source_text.h"
#include "wenyuan/text/analyzer.h"

namespace wenyuan::answer {

struct TermWeight {
  std::uint32_t term = 0;
  float weight = 0;
};

// A sentence of a source that may stand in a summary.
struct SummarySentence {
  std::size_t source = 0;
  std::size_t chunk = 0;
  std::size_t begin = 0;  // bytes of the chunk's text
  std::size_t end = 0;
  std::vector<TermWeight> terms;  // by term; of length 1, or none
  bool leans = false;             // it only makes sense behind the one before it
};

// The sentences of the sources in reading order, as vectors of their terms (tf-idf among all of
// them). Tables are left out; of a source what is no whole sentence, too, unless there is nothing
// else.
std::vector<SummarySentence> SentencesOf(const text::Analyzer& analyzer,
                                         std::span<const SourceText> sources);

// The same of texts, each one sentence.
std::vector<SummarySentence> SentencesOf(const text::Analyzer& analyzer,
                                         std::span<const std::string_view> texts);

// The cosine of two.
double Likeness(const SummarySentence& one, const SummarySentence& other);

// How central each is: the stationary share of a walk from sentence to sentence along their
// likeness (continuous LexRank, Erkan and Radev 2004), times their number, so that 1 is the mean.
// The matrix of likenesses is never made: a step of the walk goes over the terms, so that time and
// memory grow with the text, not with the square of its sentences.
std::vector<double> Centrality(std::span<const SummarySentence> sentences);

}  // namespace wenyuan::answer
