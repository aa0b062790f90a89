#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "wenyuan/eval/collection.h"

namespace wenyuan::eval {

// An answer as the measures see it.
struct GivenAnswer {
  bool refused = false;
  struct Sentence {
    std::string text;
    std::vector<std::string> cited;  // document ids, in order
  };
  std::vector<Sentence> sentences;  // none when refused
};

// Definitions. A question counts where it has what a measure needs (gold answers, relevant
// documents); a refusal counts as a question whose answer holds nothing.
//   answer_contains     share of the questions with gold answers whose answer holds one of them
//   sentence_hit        the same for the first sentence alone
//   refused             share of all questions that were refused
//   citation_precision  share of all citations given that name a relevant document
//   citation_recall     mean over the answered questions of the share of their relevant documents
//                       that are cited at least once
// Where no question counts, a measure is 0.
struct AnswerScores {
  std::size_t queries = 0;
  double answer_contains = 0;
  double sentence_hit = 0;
  double refused = 0;
  double citation_precision = 0;
  double citation_recall = 0;
};

// Adds up answers one by one, so that none is kept. One thread.
class AnswerScorer {
 public:
  void Add(const JudgedQuery& query, const GivenAnswer& answer);
  [[nodiscard]] AnswerScores Scores() const;

 private:
  std::size_t queries_ = 0;
  std::size_t with_gold_answers_ = 0;
  std::size_t contains_ = 0;
  std::size_t sentence_hits_ = 0;
  std::size_t refused_ = 0;
  std::size_t citations_ = 0;
  std::size_t right_citations_ = 0;
  std::size_t answered_with_relevant_ = 0;
  double recall_sum_ = 0;
};

// Whether `answer` stands in `text`; ASCII case, ASCII white space and the ideographic space do not
// count. False for an empty answer.
bool Contains(std::string_view text, std::string_view answer);

}  // namespace wenyuan::eval
