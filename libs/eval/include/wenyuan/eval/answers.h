#pragma once

#include <cstddef>
#include <optional>
#include <set>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "wenyuan/eval/collection.h"
#include "wenyuan/eval/compare.h"
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

// Token F1 of a short answer against a right one, 0-1. Case, punctuation and white space do not
// count; a Han character is a token, and so is a run of other letters and digits. Where the right
// answer is in Chinese: as CMRC 2018 defines it, by the longest run of tokens both have in common;
// else as SQuAD does, by the tokens they share, articles left out. 0 where either has no token.
double TokenF1(std::string_view answer, std::string_view right);
// The best of several right answers; 0 of none.
double TokenF1(std::string_view answer, const std::vector<std::string>& right);

// What a run has of one question for its answer, as measures and values by name. The measures are
// those of MeasureNames(); beside them stand values that are shown and never judged, in
// AnswerValues().
struct JudgedAnswer {
  bool refused = false;
  bool must_refuse = false;
  std::vector<std::string> right;  // answers; any of them is right
  std::set<std::string> relevant;  // what should be cited; empty: not said
  struct Sentence {
    std::string text;
    std::vector<std::string> cited;  // what it names of whatever `relevant` is made of
  };
  std::vector<Sentence> sentences;
  std::string short_answer;  // the cell or the words that are what was asked for; empty: all of it
  double probability = 0;    // that the passages hold the answer
  std::optional<bool> holds = std::nullopt;  // whether they do, where that is known
  // When a model read the passages: how many times fewer tokens it read than they have, and
  // whether a right answer that stands in the passages stands in what it read.
  std::optional<double> compression = std::nullopt;
  std::optional<bool> kept = std::nullopt;
};

// In them more is better, and each is absent where a question lacks what it needs:
//   refusal             must be refused: 1 when it was
//   answered            the others: 1 when it was not refused (1 - false refusal)
//   decision            of both: 1 when it was decided as it must be
// Of those that must not be refused and have right answers; a refusal holds nothing:
//   answer_contains     the answer holds one of them
//   token_f1            of the short answer
//   sentence_hit        the first sentence holds one of them
// Of answers that were given:
//   cited               share of their sentences that cite something
//   citation_precision  share of the citations that are relevant, where that is said; of none, none
//   citation_recall     share of what is relevant that is cited
// Of all of which it is known whether the passages hold the answer:
//   calibration         1 - (probability - truth)², the Brier score the right way round
// Where a model read passages that hold a right answer:
//   kept_answer         what it read holds it, too
// Values: "probability" and "holds" (0 or 1), of which CalibrationError is made, "compression".
Measures MeasureAnswer(const JudgedAnswer& answer);
const std::vector<std::string>& AnswerMeasureNames();  // those above, in this order

struct Forecast {
  double probability = 0;
  double truth = 0;  // 0 or 1
};
// The expected calibration error: over ten bins of equal width, how far the mean probability is
// from the share of what came true, weighed by how many are in the bin (Guo et al. 2017). 0 of
// none. The interval is the bootstrap over the forecasts; as any ECE, it is biased upwards where
// there are few.
Estimate CalibrationError(std::span<const Forecast> forecasts,
                          const BootstrapOptions& options = {});

}  // namespace wenyuan::eval
