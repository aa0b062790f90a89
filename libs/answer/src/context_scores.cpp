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

search::SpanScore ScoreOf(const Evidence& evidence, std::span<const search::Hit> hits,
                          const Candidate& candidate, double score) {
  const auto hit = static_cast<std::size_t>(evidence.passages[candidate.passage].hit - hits.data());
  return {hit, static_cast<std::uint32_t>(candidate.begin),
          static_cast<std::uint32_t>(candidate.end), score};
}

std::vector<search::SpanScore> ScoresForContext(const text::Analyzer& analyzer,
                                                const std::string& question,
                                                std::span<const search::Hit> hits) {
  const QuestionReading reading = ReadQuestion(analyzer, question);
  const Evidence evidence = GatherEvidence(analyzer, reading, hits);
  const std::vector<double> chances = RankSentences(FeaturesOfSentences(reading, evidence));
  std::vector<search::SpanScore> scores;
  for (std::size_t i = 0; i < chances.size(); ++i) {
    scores.push_back(ScoreOf(evidence, hits, evidence.candidates[i], std::pow(chances[i], kPower)));
  }
  return scores;
}

}  // namespace wenyuan::answer
