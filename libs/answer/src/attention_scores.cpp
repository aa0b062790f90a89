#include "attention_scores.h"

#include <algorithm>
#include <cmath>

#include "context_scores.h"
#include "evidence/evidence.h"
#include "evidence/sentence_ranker.h"
#include "question/question_reading.h"

namespace wenyuan::answer {
namespace {

// Of a sentence's chance by its words, of its share of the attention that its passage drew, and of
// the chance that this answers: docs/decisions/0381.
constexpr double kChancePower = 0.25;
constexpr double kWeightPower = 0.5;
constexpr double kPassagePower = 0.25;
constexpr double kLeast = 1e-6;
// Of a piece that is read in one go, with the title; the reranker reads 512, the question included.
constexpr std::size_t kPieceTokens = 380;

// The candidates [first, last) of one passage, read together.
struct ReadPiece {
  std::size_t first = 0;
  std::size_t last = 0;
};

std::vector<ReadPiece> PiecesOf(const Evidence& evidence) {
  std::vector<ReadPiece> pieces;
  for (const Passage& passage : evidence.passages) {
    ReadPiece piece{passage.first, passage.first};
    std::size_t tokens = 0;
    for (; piece.last < passage.last; ++piece.last) {
      const std::size_t more =
          search::EstimateTokens(passage.Text(evidence.candidates[piece.last]));
      if (piece.last > piece.first && tokens + more > kPieceTokens) {
        pieces.push_back(piece);
        piece.first = piece.last;
        tokens = 0;
      }
      tokens += more;
    }
    if (piece.first < piece.last) pieces.push_back(piece);
  }
  return pieces;
}

// Its document's title, a part of its own, then its sentences.
std::vector<std::string> PartsOf(const Evidence& evidence, const ReadPiece& piece) {
  const Passage& passage = evidence.passages[evidence.candidates[piece.first].passage];
  std::vector<std::string> parts = {passage.hit->document.title + "\n"};
  for (std::size_t i = piece.first; i < piece.last; ++i) {
    parts.emplace_back(passage.Text(evidence.candidates[i]));
  }
  return parts;
}

double Bounded(double chance) { return std::max(chance, kLeast); }

}  // namespace

Result<std::vector<search::SpanScore>> ScoresByAttention(const text::Analyzer& analyzer,
                                                         const std::string& question,
                                                         std::span<const search::Hit> hits,
                                                         const llm::TextWeigher& model,
                                                         Deadline deadline) {
  const QuestionReading reading = ReadQuestion(analyzer, question);
  const Evidence evidence = GatherEvidence(analyzer, reading, hits);
  const std::vector<double> chances = RankSentences(FeaturesOfSentences(reading, evidence));
  const std::vector<ReadPiece> pieces = PiecesOf(evidence);
  std::vector<std::vector<std::string>> texts;
  for (const ReadPiece& piece : pieces) texts.push_back(PartsOf(evidence, piece));
  WY_TRY(const std::vector<llm::WeighedPassage> weighed, model.Weigh(question, texts, deadline));
  std::vector<std::optional<double>> drawn(chances.size());
  double least = 1;
  for (std::size_t i = 0; i < pieces.size(); ++i) {
    const double passage = 1 / (1 + std::exp(-static_cast<double>(weighed[i].score)));
    const auto& weights = weighed[i].weights;
    double all = kLeast;  // but for the title
    for (std::size_t part = 1; part < weights.size(); ++part) {
      all += static_cast<double>(weights[part].value_or(0));
    }
    for (std::size_t part = pieces[i].first; part < pieces[i].last; ++part) {
      const auto& weight = weights[part - pieces[i].first + 1];
      if (!weight) continue;
      drawn[part] = std::pow(Bounded(static_cast<double>(*weight) / all), kWeightPower) *
                    std::pow(Bounded(passage), kPassagePower);
      least = std::min(least, *drawn[part]);
    }
  }
  std::vector<search::SpanScore> scores;
  for (std::size_t i = 0; i < chances.size(); ++i) {
    scores.push_back(
        ScoreOf(evidence, hits, evidence.candidates[i],
                std::pow(Bounded(chances[i]), kChancePower) * drawn[i].value_or(least)));
  }
  return scores;
}

}  // namespace wenyuan::answer
