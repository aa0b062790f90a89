#include "context_scores.h"

#include <cmath>

#include "evidence/evidence.h"
#include "evidence/sentence_ranker.h"
#include "question/question_reading.h"

namespace wenyuan::answer {
namespace {

// The chances are of one sentence to be the answer; what a reader wants beside it is spread wider.
constexpr double kPower = 0.5;

}  // namespace

std::vector<search::SpanScore> ScoresForContext(const text::Analyzer& analyzer,
                                                const std::string& question,
                                                std::span<const search::Hit> hits) {
  const QuestionReading reading = ReadQuestion(analyzer, question);
  const Evidence evidence = GatherEvidence(analyzer, reading, hits);
  const std::vector<double> chances = RankSentences(FeaturesOfSentences(reading, evidence));
  std::vector<search::SpanScore> scores;
  for (std::size_t i = 0; i < chances.size(); ++i) {
    const Candidate& candidate = evidence.candidates[i];
    const auto hit =
        static_cast<std::size_t>(evidence.passages[candidate.passage].hit - hits.data());
    scores.push_back({hit, static_cast<std::uint32_t>(candidate.begin),
                      static_cast<std::uint32_t>(candidate.end), std::pow(chances[i], kPower)});
  }
  return scores;
}

}  // namespace wenyuan::answer
