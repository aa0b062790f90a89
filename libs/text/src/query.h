#pragma once

#include <string_view>

#include "tokenizer.h"
#include "wenyuan/text/analyzer.h"

namespace wenyuan::text {

// How much a term of each kind counts in a question. Chosen on CMRC, DRCD, NQ and Cranfield; see
// decision 0021.
struct QueryWeights {
  float word = 1;
  float sub_word = 1;
  float bigram = 1;
  float inner_bigram = 0;  // its word says it already
  float unit = 1;
  float stem = 1;
  float whole = 1;
  float compact = 1;
  float part = 0.3F;
};

AnalyzedQuery AnalyzeQuestion(std::string_view question, const TokenizerParts& parts,
                              const QueryWeights& weights = {});

}  // namespace wenyuan::text
