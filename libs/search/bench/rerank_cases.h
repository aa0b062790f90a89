#pragma once

#include <functional>
#include <string>
#include <vector>

#include "boosting.h"
#include "pool.h"

namespace wenyuan::search {

// A question with its candidates, in the order of the first stage, as training and measuring see
// them.
struct RerankCase {
  std::string set;
  bool development = false;
  std::vector<std::vector<float>> rows;
  std::vector<std::string> documents;
  std::vector<int> grades;       // of the documents
  std::vector<bool> has_answer;  // of a relevant document, and a gold answer stands in it
  eval::Grades relevant;
  bool identifiers = false;  // has a code or a quotation: never reranked
};

Result<std::vector<RerankCase>> CasesOf(const text::Analyzer& analyzer, const Pool& pool,
                                        std::size_t depth);

// What is trained on: the development halves of these sets, each set with the same weight in all.
std::vector<RankedGroup> GroupsOf(const std::vector<RerankCase>& cases,
                                  const std::vector<std::string>& sets);

using ScoreRows = std::function<std::vector<float>(const std::vector<std::vector<float>>&)>;

// Prints how the held-out halves of each set fare before and after, paired, with 95 % intervals.
void PrintComparison(const std::vector<RerankCase>& cases, const std::string& set,
                     const std::string& label, const ScoreRows& score);

}  // namespace wenyuan::search
