#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "wenyuan/text/analyzer.h"

namespace wenyuan::text {

// A word or phrase of a question, and what documents may call the same.
struct OtherWords {
  std::uint32_t begin = 0;  // bytes of the question
  std::uint32_t end = 0;
  std::vector<std::string> others;
};

// What a question says in everyday words (午饭, "how heavy"), or in the house's, and how documents
// may say it (午餐, "weight"): by the house's synonyms, and where these have nothing by a list of
// ours. In order, apart. An analyzer that was not made by MakeAnalyzer knows none.
std::vector<OtherWords> InOtherWords(const Analyzer& analyzer, std::string_view question);

// An analyzer that knows other words; not meant to be called but by InOtherWords.
class KnowsOtherWords {
 public:
  virtual ~KnowsOtherWords() = default;
  [[nodiscard]] virtual std::vector<OtherWords> OtherWordsOf(std::string_view question) const = 0;
};

}  // namespace wenyuan::text
