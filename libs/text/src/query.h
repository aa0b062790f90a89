#pragma once

#include <cstddef>
#include <string_view>

#include "synonyms.h"
#include "tokenizer.h"
#include "wenyuan/text/analyzer.h"

namespace wenyuan::text {

// How much a term of each kind counts in a question. Chosen on CMRC, DRCD, NQ and Cranfield; see
// decision 0021.
struct QueryWeights {
  float word = 1;
  float sub_word = 0.7F;
  float bigram = 0.5F;
  float inner_bigram = 0;  // its word says it already
  float unit = 1;
  float stemmed_unit = 0.5F;  // a unit that differs from its stem
  float stem = 0.7F;
  float whole = 1;
  float compact = 1;
  float unit_of_code = 0.5F;  // the share of its own weight
  float part = 0.3F;
  float synonym = 0.6F;         // the share of its own weight, of a word that means the same
  float synonym_phrase = 0.4F;  // of each word of a phrase that does
};

// Beyond this a question is cut: no passage is found by its 513th term alone.
inline constexpr std::size_t kMostQueryTerms = 512;
inline constexpr std::size_t kMostSynonymTerms = 128;

// `synonyms` may be null.
AnalyzedQuery AnalyzeQuestion(std::string_view question, const TokenizerParts& parts,
                              const Synonyms* synonyms = nullptr, const QueryWeights& weights = {});

}  // namespace wenyuan::text
