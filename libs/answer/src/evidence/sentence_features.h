#pragma once

#include <array>
#include <cstddef>
#include <vector>

#include "../question/question_reading.h"
#include "evidence.h"

namespace wenyuan::answer {

// What the choice of a sentence looks at. "Local" weights of a term: its idf among the sentences
// of one passage; "topic" terms are those of the title and the headings, which every sentence of
// the passage is about, so that they do not tell one from another. "Pool" weights: its idf among
// the passages that were found. "Of the best": divided by the highest of the passage.
enum class SentenceFeature : std::size_t {
  kOwnCoverage,     // local idf of the terms it has, topic left out; of the best
  kOwnRarity,       // the same with 1/df for idf
  kFocusCoverage,   // local idf times nearness to the word that asks; of the best
  kCoverage,        // local idf of all terms; of the best
  kRarityBefore,    // kOwnRarity of the sentence before
  kRarityLeanedOn,  // the same if it leans on that sentence ("It …"), else 0
  kTypeFits,        // it has what an answer to such a question needs
  kLogLength,
  kNewNumber,
  kFirst,            // of its passage
  kPassageScore,     // log of the passage's search score against the best passage's
  kPoolCoverage,     // pool idf of the terms it has, of all the question's
  kPassageCoverage,  // the same of its whole passage
  kPairCoverage,     // kOwnCoverage without single characters
  kPairPool,         // kPoolCoverage without single characters
  kCoverageShare,    // local idf of the terms it has, of all that the passage has
  kRun,              // the longest sequence of the question's terms in it, of all
  kRunOfBest,
  kRarityBehind,    // kOwnRarity of the sentence behind
  kRelativeLength,  // to the mean of the passage
  kPosition,        // 0 first … 1 last
  kLast,
  kHasType,        // the question says what kind of thing it wants
  kSentences,      // log of how many the passage has
  kNewShare,       // of its units that the question has not: room for an answer
  kNumbers,        // that the question has not
  kMarks,          // quotation marks and title marks
  kBestOfPassage,  // by kOwnRarity
  kPoolOfBest,     // kPoolCoverage by the best of all passages
  kTerms,          // log of how many the question has
  kTime,           // 1: asked for and fits; -1: asked for and does not; 0: not asked for
  kNumber,
  kPerson,
  kPlace,
  kReason,
  kOtherType,
  kRank,            // log of the passage's place
  kPassageShare,    // of the question that the passage covers, as the search says
  kFocusPool,       // pool idf times nearness to the word that asks
  kRow,             // it is a row of a table
  kNames,           // share of the question's names that it has; 1 without names
  kNamesOfPassage,  // … that its passage has
  kHan,             // the question is Chinese
  kLeans,
  kCodesMissing,  // share of the codes asked about that its passage has not: a rule (RankSentences)
  kCount
};

inline constexpr std::size_t kSentenceFeatures = static_cast<std::size_t>(SentenceFeature::kCount);
using SentenceFeatures = std::array<float, kSentenceFeatures>;

// One for each candidate of the evidence.
std::vector<SentenceFeatures> FeaturesOfSentences(const QuestionReading& question,
                                                  const Evidence& evidence);

// idf of each of the question's terms among the passages.
std::vector<double> PoolIdf(const QuestionReading& question, const Evidence& evidence);

// idf among passages of what so many of them have.
double IdfInPool(std::size_t passages, std::size_t with);

// The share of the weight of the question's terms that are in `has`; 0 when there is no weight.
double Coverage(const std::vector<double>& weights, const std::vector<bool>& has);

// The share of the question's names all of whose terms are in `has`; 1 when it has no name.
double NamesIn(const QuestionReading& question, const std::vector<bool>& has);

}  // namespace wenyuan::answer
