#include "sentence_choice.h"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <span>
#include <string>
#include <utility>

#include "across_model.h"
#include "literals.h"

namespace wenyuan::answer {
namespace {

using F = AcrossFeature;

// Found on the halves of xquad that are trained on.
constexpr double kOfPassage = 0.5;  // weight of a passage's cosine beside its sentence's
constexpr double kOfType = 0.02;
constexpr double kOfLiterals = 0.02;
constexpr double kNearlyAsGood = 0.01;
constexpr std::size_t kFewestUnits = 6;

double FitOf(const QuestionReading& question, std::string_view text) {
  if (question.types.empty()) return 0;
  return std::any_of(question.types.begin(), question.types.end(),
                     [text](QuestionType type) { return Fits(type, text); })
             ? 1
             : -1;
}

// A row of a table says little by itself, and a few words say nothing.
bool IsSentenceAcross(const QuestionReading& question, const Evidence& evidence,
                      const Candidate& candidate) {
  const std::string_view text = evidence.passages[candidate.passage].Text(candidate);
  return !candidate.row && candidate.units >= kFewestUnits &&
         text::DominantScript(text) != ScriptOf(question);
}

double Cosine(std::span<const float> one, std::span<const float> other) {
  const double dot = std::inner_product(one.begin(), one.end(), other.begin(), 0.0);
  const double lengths = std::inner_product(one.begin(), one.end(), one.begin(), 0.0) *
                         std::inner_product(other.begin(), other.end(), other.begin(), 0.0);
  return dot / std::sqrt(lengths);
}

double Mean(std::span<const double> values) {
  if (values.empty()) return 0;
  return std::accumulate(values.begin(), values.end(), 0.0) / static_cast<double>(values.size());
}

Result<std::vector<double>> CosinesOf(const llm::Embedder& embedder,
                                      const QuestionReading& question, const Evidence& evidence,
                                      std::span<const std::size_t> candidates, Deadline deadline) {
  const std::vector<std::string> asked{question.text};
  WY_TRY(const llm::Embeddings query, embedder.Embed(llm::TextKind::kQuery, asked, deadline));
  std::vector<std::string> texts;
  for (const std::size_t i : candidates) {
    const Candidate& candidate = evidence.candidates[i];
    texts.emplace_back(evidence.passages[candidate.passage].Text(candidate));
  }
  WY_TRY(const llm::Embeddings read, embedder.Embed(llm::TextKind::kPassage, texts, deadline));
  std::vector<double> cosines;
  for (std::size_t i = 0; i < texts.size(); ++i) {
    cosines.push_back(
        Cosine(query.values, std::span(read.values).subspan(i * read.dimension, read.dimension)));
  }
  return cosines;
}

}  // namespace

text::Script ScriptOf(const QuestionReading& question) {
  return question.language == Language::kChinese ? text::Script::kHan : text::Script::kOther;
}

Result<std::optional<AcrossChoice>> ChooseAcross(const llm::Embedder& embedder,
                                                 const QuestionReading& question,
                                                 const Evidence& evidence, Deadline deadline) {
  std::vector<std::size_t> sentences;
  for (std::size_t i = 0; i < evidence.candidates.size(); ++i) {
    if (IsSentenceAcross(question, evidence, evidence.candidates[i])) sentences.push_back(i);
  }
  if (sentences.empty()) return std::optional<AcrossChoice>();
  WY_TRY(const std::vector<double> cosines,
         CosinesOf(embedder, question, evidence, sentences, deadline));
  const auto literals = LiteralsOfQuestion(question.text);
  std::vector<double> shares;  // of the literals in each passage
  for (const Passage& passage : evidence.passages) {
    shares.push_back(ShareIn(literals, LiteralsIn(passage.hit->chunk.text)));
  }
  std::vector<double> scores;
  for (std::size_t i = 0; i < sentences.size(); ++i) {
    const Candidate& candidate = evidence.candidates[sentences[i]];
    const Passage& passage = evidence.passages[candidate.passage];
    const std::string_view text = passage.Text(candidate);
    scores.push_back(cosines[i] + kOfPassage * passage.hit->similarity.value_or(0) +
                     kOfType * std::max(FitOf(question, text), 0.0) +
                     kOfLiterals * shares[candidate.passage]);
  }
  AcrossChoice choice;
  std::vector<std::size_t> order(scores.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::stable_sort(order.begin(), order.end(),
                   [&](std::size_t one, std::size_t other) { return scores[one] > scores[other]; });
  const std::size_t best = order.front();
  const double second = order.size() > 1 ? scores[order[1]] : 0;
  choice.candidates = {sentences[best]};
  if (order.size() > 1 && scores[best] - second < kNearlyAsGood) {
    choice.candidates.push_back(sentences[order[1]]);
  }

  const Candidate& candidate = evidence.candidates[sentences[best]];
  const Passage& passage = evidence.passages[candidate.passage];
  std::vector<double> passages;
  for (const Passage& one : evidence.passages) {
    passages.push_back(one.hit->similarity.value_or(0));
  }
  std::sort(passages.begin(), passages.end(), std::greater<>());
  const auto set = [&choice](F feature, double value) {
    choice.features[static_cast<std::size_t>(feature)] = value;
  };
  const double similarity = passage.hit->similarity.value_or(0);
  set(F::kSentence, cosines[best]);
  set(F::kPassage, similarity);
  set(F::kLead, order.size() > 1 ? scores[best] - second : 0);
  set(F::kAboveMean, cosines[best] - Mean(cosines));
  if (passages.size() > 1) {
    set(F::kPassageAboveMean, passages[0] - Mean(std::span(passages).subspan(1)));
    set(F::kPassageLead, passages[0] - passages[1]);
  }
  set(F::kBehindBest, similarity - passages[0]);
  set(F::kTypeFits, FitOf(question, passage.Text(candidate)));
  set(F::kLiterals, ShareIn(literals, LiteralsIn(passage.Text(candidate))));
  set(F::kLiteralsOfPassage, shares[candidate.passage]);
  set(F::kHasLiterals, literals.empty() ? 0 : 1);
  set(F::kLength, static_cast<double>(question.terms.size()));
  return std::optional(std::move(choice));
}

double ChanceAcross(const AcrossFeatures& features) {
  double sum = kAcrossBias;
  for (std::size_t i = 0; i < features.size(); ++i) sum += kAcrossWeights[i] * features[i];
  return 1 / (1 + std::exp(-sum));
}

double ThresholdAcross() { return kAcrossThreshold; }

}  // namespace wenyuan::answer
