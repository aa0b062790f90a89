#pragma once

#include <cstddef>
#include <functional>
#include <string>
#include <vector>

#include "collection.h"
#include "evidence/answerability.h"
#include "evidence/doubt.h"
#include "evidence/evidence.h"
#include "evidence/sentence_features.h"
#include "question/question_reading.h"

namespace wenyuan::answer {

// A question with what was found for it, read as the answerer reads it.
struct Case {
  QuestionReading question;
  std::vector<search::Hit> hits;
  Evidence evidence;
  std::vector<SentenceFeatures> sentences;
  std::vector<double> chances;
  std::vector<std::size_t> order;  // candidates, the likeliest first
  std::vector<bool> right;         // by candidate: of a relevant document, and has a gold answer

  [[nodiscard]] std::size_t best() const { return order.front(); }
  [[nodiscard]] EvidenceFeatures EvidenceOfBest() const;
  [[nodiscard]] double Answerability() const;  // 0 when nothing was found
};

Case MakeCase(const text::Analyzer& analyzer, const Collection& collection,
              const eval::JudgedQuery& query, std::vector<search::Hit> hits);

// Whether a question about this document of a set is for training, for the calibration within it,
// or reported. Documents of one article go together; cmrc2018 and rgb are reported whole, and the
// trial part of cmrc2018 is not reported at all.
enum class Part { kTraining, kCalibration, kReported };
Part PartOf(const std::string& set, const std::string& document);
Part PartOf(const Collection& collection, const eval::JudgedQuery& query);

// What a passage of evidence says, and whether it has the answer.
using OnEvidence = std::function<void(const Case& one, bool answerable, Part part)>;

// Every question of the collection twice: as it is, and with its relevant documents hidden.
Result<void> EachEvidence(const text::Analyzer& analyzer, const Collection& collection,
                          const OnEvidence& visit);

// Libraries of 1, 3, 5 and 10 documents drawn from the part of the collection that is not reported,
// with questions that they answer and as many that they do not, half of these about other passages
// of the same articles.
Result<void> EachEvidenceOfSmallLibraries(const text::Analyzer& analyzer,
                                          const Collection& collection, const OnEvidence& visit);

}  // namespace wenyuan::answer
