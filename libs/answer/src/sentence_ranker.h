#pragma once

#include <array>
#include <cstddef>
#include <string_view>
#include <vector>

#include "evidence.h"
#include "question_reading.h"

namespace wenyuan::answer {

// What the choice of a sentence looks at. "Local" weights of a term: its idf among the sentences
// of one passage; "topic" terms are those of the title and the headings, which every sentence of
// the passage is about, so that they do not tell one from another.
enum class SentenceFeature : std::size_t {
  kOwnCoverage,     // local idf of the terms it has, topic left out; of the passage's best
  kOwnRarity,       // the same with 1/df for idf
  kFocusCoverage,   // local idf times nearness to the word that asks; of the passage's best
  kCoverage,        // local idf of all terms; of the passage's best
  kRarityBefore,    // kOwnRarity of the sentence before
  kRarityLeanedOn,  // the same if it leans on that sentence ("It …"), else 0
  kTypeFits,        // it has what an answer to such a question needs
  kLogLength,
  kNewNumber,
  kFirst,            // of its passage
  kPassageScore,     // log of the passage's search score against the best passage's
  kPoolCoverage,     // idf among the passages of the terms it has, of all the question's
  kPassageCoverage,  // the same of its whole passage
  kCount
};

inline constexpr std::size_t kSentenceFeatures = static_cast<std::size_t>(SentenceFeature::kCount);
using SentenceFeatures = std::array<double, kSentenceFeatures>;

// One for each candidate of the evidence.
std::vector<SentenceFeatures> FeaturesOfSentences(const QuestionReading& question,
                                                  const Evidence& evidence);

// The probability of each candidate to be the answer, if one of them is: they add up to 1.
std::vector<double> RankSentences(const std::vector<SentenceFeatures>& features);

// idf of each of the question's terms among the passages.
std::vector<double> PoolIdf(const QuestionReading& question, const Evidence& evidence);

// The share of the weight of the question's terms that are in `has`; 0 when there is no weight.
double Coverage(const std::vector<double>& weights, const std::vector<bool>& has);

}  // namespace wenyuan::answer
