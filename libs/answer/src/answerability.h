#pragma once

#include <array>
#include <cstddef>
#include <vector>

#include "evidence.h"
#include "question_reading.h"

namespace wenyuan::answer {

// What says whether the passages hold an answer at all. idf is among the passages that were found:
// a term that none of them has weighs most.
enum class EvidenceFeature : std::size_t {
  kPassageCoverage,     // idf of the question's terms in the best sentence's passage
  kSentenceCoverage,    // … in the best sentence
  kFocusCoverage,       // … in the passage, times nearness to the word that asks
  kLogScore,            // log of the passage's search score
  kMargin,              // how far the second passage's search score is below the first's
  kTypeFits,            // the sentence has what an answer to such a question needs
  kIdentifiersMissing,  // share of the codes and numbers asked about that the passage has not
  kCount
};

inline constexpr std::size_t kEvidenceFeatures = static_cast<std::size_t>(EvidenceFeature::kCount);
using EvidenceFeatures = std::array<double, kEvidenceFeatures>;

// Of the candidate `best`.
EvidenceFeatures FeaturesOfEvidence(const QuestionReading& question, const Evidence& evidence,
                                    std::size_t best);

// The calibrated probability that the passages hold the answer; 0 where it cannot be: the
// sentence's passage has no word of the question, or lacks a code that it asks about (PPR-9087).
double Answerability(const QuestionReading& question, const Evidence& evidence, std::size_t best);

// The probability alone.
double Probability(const EvidenceFeatures& features);

// Below it we refuse: where the shares of wrong refusals and of wrong answers to questions without
// one, added up, were least on the training data.
double RefusalThreshold();

}  // namespace wenyuan::answer
