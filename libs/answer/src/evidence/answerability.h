#pragma once

#include <array>
#include <cstddef>
#include <vector>

#include "../question/question_reading.h"
#include "evidence.h"
#include "sentence_features.h"

namespace wenyuan::answer {

// What says whether the passages hold an answer at all. "Pool" weights are idf among the passages
// that were found: a term that none of them has weighs most. "The passage" and "the sentence" are
// those of the candidate that is to be the answer.
enum class EvidenceFeature : std::size_t {
  kPassageCoverage,   // pool weight of the question's terms in the passage
  kSentenceCoverage,  // … in the sentence
  kFocusOfPassage,    // the same, times nearness to the word that asks
  kFocusOfSentence,
  kPairsOfPassage,  // the same without single characters
  kPairsOfSentence,
  kAround,              // pool weight in the sentence and its neighbours
  kUnion,               // … in all passages together
  kMean,                // … in a passage, on the average of the first five
  kElsewhere,           // … in the best other passage
  kShare,               // of the question that the passage covers, as the search says
  kShareOfFirst,        // … that the best passage covers
  kMargin,              // how far the second passage's search score is below the first's
  kTypeFits,            // 1: the sentence has what is asked for; -1: it has not; 0: any will do
  kTypedCoverage,       // the highest pool weight of a sentence that has what is asked for
  kIdentifiersMissing,  // share of the codes and numbers asked about that the passage has not
  kNames,               // share of the question's names that the passage has; 1 without names
  kNamesOfSentence,
  kHeaviestMissing,  // the pool weight of the heaviest term the passage lacks, of the heaviest
  kRun,              // the longest sequence of the question's terms in the sentence, of all
  kChance,           // of the sentence, among all
  kLead,             // log of it by the best chance in another passage
  kTerms,            // log of how many the question has
  kPassages,         // log of how many there are
  kHan,              // the question is Chinese
  kNewShare,         // of the sentence that the question has not
  // Of whole words of the question, by pool weight (WordCoverage); "body": without the kind of
  // thing that is asked for, "focus": times nearness to the word that asks. NaN: it has none.
  kWordsOfPassage,
  kWordsOfSentence,
  kWordsAround,
  kBodyOfPassage,
  kBodyOfSentence,
  kBodyAround,
  kBodyHeaviestMissing,
  kWordsMissing,            // how many the passage lacks
  kWordsMissingInSentence,  // … the sentence
  kWords,                   // how many there are
  kKindOfSentence,          // the sentence says the kind of thing
  kKnownNames,              // share of the words that are names of a dictionary in the passage
  kKnownNamesOfSentence,
  kBodyFocusOfSentence,
  kBodyFocusOfPassage,
  kFirstWord,      // the passage has what the question begins with
  kBodyLead,       // kBodyOfPassage above that of the best other passage
  kBodyElsewhere,  // that of the best other passage
  kCount
};

inline constexpr std::size_t kEvidenceFeatures = static_cast<std::size_t>(EvidenceFeature::kCount);
using EvidenceFeatures = std::array<float, kEvidenceFeatures>;

// Of the candidate `best`. `sentences` and `chances`: of all candidates (FeaturesOfSentences,
// RankSentences).
EvidenceFeatures FeaturesOfEvidence(const QuestionReading& question, const Evidence& evidence,
                                    const std::vector<SentenceFeatures>& sentences,
                                    const std::vector<double>& chances, std::size_t best);

// The calibrated probability that the passages hold the answer, less what is doubted of it
// (DoubtOf).
double Answerability(const QuestionReading& question, const Evidence& evidence,
                     const std::vector<SentenceFeatures>& sentences,
                     const std::vector<double>& chances, std::size_t best);

// The probability alone, without doubts, and what it was before it was calibrated.
double Probability(const EvidenceFeatures& features);
double RawScore(const EvidenceFeatures& features);

}  // namespace wenyuan::answer
