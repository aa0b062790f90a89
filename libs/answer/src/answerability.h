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
  kPassageCoverage,   // idf of the question's terms in the best sentence's passage
  kSentenceCoverage,  // … in the best sentence
  kPairCoverage,      // … in the passage, Han characters alone not counted
  kFocusCoverage,     // … in the passage, times nearness to the word that asks
  kUnionCoverage,     // … anywhere in the passages
  kLogScore,          // log of the passage's search score
  kMargin,            // how far the second passage's search score is below the first's
  kSpread,            // the mean search score of the others against the best
  kLogIdfMass,
  kTypeFits,
  kIdentifiersMissing,  // share of the codes and numbers asked about that the passage has not
  kChance,              // of the best sentence among all
  kCount
};

inline constexpr std::size_t kEvidenceFeatures = static_cast<std::size_t>(EvidenceFeature::kCount);
using EvidenceFeatures = std::array<double, kEvidenceFeatures>;

// Of the candidate `best`, which has this chance to be the answer. Requires a candidate.
EvidenceFeatures FeaturesOfEvidence(const QuestionReading& question, const Evidence& evidence,
                                    std::size_t best, double chance);

// The calibrated probability that the passages hold the answer.
double Answerability(const EvidenceFeatures& features);

// Below it we refuse: 5 % of the answerable questions of the training data are.
double RefusalThreshold();

}  // namespace wenyuan::answer
