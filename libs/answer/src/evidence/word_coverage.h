#pragma once

#include <cstddef>
#include <vector>

#include "../question/question_reading.h"
#include "evidence.h"

namespace wenyuan::answer {

// How much of the question's words (QuestionReading::words) a part of the evidence has. Words are
// weighed by idf among the passages that were found; a word of which it has some characters counts
// by the square of their share.
class WordCoverage {
 public:
  // Both must outlive it.
  WordCoverage(const QuestionReading& question, const Evidence& evidence);

  // Which words count, and how much: all of them; all but the kind of thing that is asked for (国家
  // in 哪个国家), which an answer need not say; the same times nearness to the word that asks.
  enum class Of { kAll, kBody, kFocus };

  // The share of their weight; NaN when the question has no such word.
  [[nodiscard]] double Share(Of of, const std::vector<bool>& has) const;

  // The weight of the heaviest word that is lacking, of the heaviest; how many are lacking. The
  // kind of thing is left out.
  [[nodiscard]] double HeaviestMissing(const std::vector<bool>& has) const;
  [[nodiscard]] std::size_t Missing(const std::vector<bool>& has) const;

  // Of the words that are names of a dictionary, or the kind of thing that is asked for, the share
  // that is there whole; NaN without any.
  [[nodiscard]] double Names(const std::vector<bool>& has) const;
  [[nodiscard]] double Kinds(const std::vector<bool>& has) const;

  // How much of the first word that is not the kind of thing: what the question is about, mostly.
  [[nodiscard]] double First(const std::vector<bool>& has) const;

 private:
  const std::vector<QuestionWord>& words_;
  std::vector<double> weights_;
  std::vector<double> body_;
  std::vector<double> focus_;
  double heaviest_ = 0;
};

}  // namespace wenyuan::answer
