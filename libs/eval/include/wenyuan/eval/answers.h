#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "wenyuan/eval/collection.h"
#include "wenyuan/eval/interval.h"

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

// How sure they are, by bootstrap over the questions.
struct AnswerIntervals {
  Interval answer_contains;
  Interval sentence_hit;
  Interval refused;
  Interval citation_precision;
  Interval citation_recall;
};

// Adds up answers one by one, so that none is kept. One thread.
class AnswerScorer {
 public:
  void Add(const JudgedQuery& query, const GivenAnswer& answer);
  [[nodiscard]] AnswerScores Scores() const;
  [[nodiscard]] AnswerIntervals Intervals(const BootstrapOptions& options = {}) const;

 private:
  // What each question gives to a measure; none where it does not count.
  std::vector<Part> contains_;
  std::vector<Part> sentence_hit_;
  std::vector<Part> refused_;
  std::vector<Part> precision_;  // citations that are right, of all
  std::vector<Part> recall_;
};

// Whether `answer` stands in `text`; ASCII case, ASCII white space and the ideographic space do not
// count. False for an empty answer.
bool Contains(std::string_view text, std::string_view answer);

}  // namespace wenyuan::eval
