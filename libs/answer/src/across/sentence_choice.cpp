#include "sentence_choice.h"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <set>
#include <span>
#include <string>
#include <utility>

#include "../evidence/nearness.h"
#include "../evidence/pair_reading.h"
#include "../units.h"
#include "across_model.h"
#include "across_pair_model.h"
#include "literals.h"
#include "wenyuan/base/log_odds.h"

namespace wenyuan::answer {
namespace {

using F = AcrossFeature;

// Found on the halves of xquad that are trained on.
constexpr double kOfPassage = 0.5;  // weight of a passage's cosine beside its sentence's
constexpr double kOfType = 0.02;
constexpr double kOfLiterals = 0.02;
constexpr double kNearlyAsGood = 0.01;
constexpr std::size_t kReadTogether = 8;
constexpr std::size_t kFewestUnits = 6;
// Cosine of two sentences from which on they say the same: the one is no rival of the other.
constexpr double kAlike = 0.95;

double FitOf(const QuestionReading& question, std::string_view text) {
  if (question.types.empty()) return 0;
  return std::any_of(question.types.begin(), question.types.end(),
                     [text](QuestionType type) { return Fits(type, text); })
             ? 1
             : -1;
}

// Its passage has the codes that are asked for, in its text or in its title.
bool HasCodes(const QuestionReading& question, const Passage& passage) {
  return std::all_of(question.codes.begin(), question.codes.end(),
                     [&passage](std::size_t term) { return bool{passage.has[term]}; });
}

// None where nothing else is asked: what a code is, how two differ.
std::set<std::string> CodesLeftOut(const QuestionReading& question) {
  std::set<std::string> codes = CodesIn(question.text);
  const bool asks_more =
      std::any_of(question.words.begin(), question.words.end(), [&](const QuestionWord& word) {
        const std::string_view text =
            std::string_view(question.text).substr(word.begin, word.end - word.begin);
        return !word.kind && CodesIn(text).empty();
      });
  if (!asks_more) codes.clear();
  return codes;
}

bool IsOfAnotherCode(std::string_view text, const std::set<std::string>& codes) {
  if (codes.empty()) return false;
  const std::set<std::string> there = CodesIn(text);
  return !there.empty() && std::none_of(there.begin(), there.end(), [&](const std::string& code) {
    return codes.contains(code);
  });
}

// A row of a table says little by itself, and a few words beside a code say nothing.
bool IsSentenceAcross(const text::Analyzer& analyzer, const QuestionReading& question,
                      const std::set<std::string>& codes, const Evidence& evidence,
                      const Candidate& candidate) {
  const Passage& passage = evidence.passages[candidate.passage];
  const std::string_view text = passage.Text(candidate);
  if (candidate.row || !HasCodes(question, passage) || IsOfAnotherCode(text, codes)) return false;
  const std::size_t units =
      codes.empty() ? candidate.units : UnitsOf(analyzer, WithoutCodes(text, codes)).size();
  return units >= kFewestUnits && text::DominantScript(text) != ScriptOf(question);
}

double Mean(std::span<const double> values) {
  if (values.empty()) return 0;
  return std::accumulate(values.begin(), values.end(), 0.0) / static_cast<double>(values.size());
}

struct Vectors {
  llm::Embeddings question;
  llm::Embeddings sentences;

  [[nodiscard]] std::span<const float> Of(std::size_t sentence) const {
    return std::span(sentences.values).subspan(sentence * sentences.dimension, sentences.dimension);
  }
};

// A code that both have makes any two texts alike, whatever they say: it is left out.
Result<Vectors> Read(const llm::Embedder& embedder, const QuestionReading& question,
                     const std::set<std::string>& codes, const Evidence& evidence,
                     std::span<const std::size_t> candidates, Deadline deadline) {
  Vectors vectors;
  const std::vector<std::string> asked{WithoutCodes(question.text, codes)};
  WY_TRY(vectors.question, embedder.Embed(llm::TextKind::kQuery, asked, deadline));
  std::vector<std::string> texts;
  for (const std::size_t i : candidates) {
    const Candidate& candidate = evidence.candidates[i];
    texts.push_back(WithoutCodes(evidence.passages[candidate.passage].Text(candidate), codes));
  }
  WY_TRY(vectors.sentences, embedder.Embed(llm::TextKind::kPassage, texts, deadline));
  return vectors;
}

// Of each passage to the question, codes left out.
Result<std::vector<double>> SimilaritiesOf(const llm::Embedder& embedder, const Vectors& vectors,
                                           const std::set<std::string>& codes,
                                           const Evidence& evidence, Deadline deadline) {
  std::vector<double> similarities;
  if (codes.empty()) {
    for (const Passage& passage : evidence.passages) {
      similarities.push_back(passage.hit->similarity.value_or(0));
    }
    return similarities;
  }
  std::vector<std::string> texts;
  for (const Passage& passage : evidence.passages) {
    texts.push_back(WithoutCodes(passage.hit->chunk.text, codes));
  }
  WY_TRY(const llm::Embeddings read, embedder.Embed(llm::TextKind::kPassage, texts, deadline));
  for (std::size_t i = 0; i < texts.size(); ++i) {
    const auto row = std::span(read.values).subspan(i * read.dimension, read.dimension);
    similarities.push_back(Cosine(vectors.question.values, row));
  }
  return similarities;
}

// Puts the first of the order as a model has them that reads each together with the question, their
// nearness counting, too; returns what it says of the first.
std::optional<double> ReadTogether(const PairReader& reader, const QuestionReading& question,
                                   const Evidence& evidence, std::span<const std::size_t> sentences,
                                   std::span<const double> scores,
                                   std::vector<std::size_t>& order) {
  if (reader.model == nullptr) return std::nullopt;
  const std::size_t count = std::min(kReadTogether, order.size());
  std::vector<std::size_t> read;
  for (std::size_t i = 0; i < count; ++i) read.push_back(sentences[order[i]]);
  const PairScores said =
      ReadPairs(*reader.model, question.text, evidence, read, Deadline::After(reader.time));
  if (!said[read.front()]) return std::nullopt;
  const auto worth = [&](std::size_t place) {
    return *said[sentences[place]] + kNearnessWeight * scores[place];
  };
  std::stable_sort(order.begin(), order.begin() + static_cast<std::ptrdiff_t>(count),
                   [&](std::size_t one, std::size_t other) { return worth(one) > worth(other); });
  return said[sentences[order.front()]];
}

}  // namespace

Result<std::optional<AcrossChoice>> ChooseAcross(const text::Analyzer& analyzer,
                                                 const llm::Embedder& embedder,
                                                 const PairReader& reader,
                                                 const QuestionReading& question,
                                                 const Evidence& evidence, Deadline deadline) {
  const std::set<std::string> codes = CodesLeftOut(question);
  std::vector<std::size_t> sentences;
  for (std::size_t i = 0; i < evidence.candidates.size(); ++i) {
    if (IsSentenceAcross(analyzer, question, codes, evidence, evidence.candidates[i])) {
      sentences.push_back(i);
    }
  }
  if (sentences.empty()) return std::optional<AcrossChoice>();
  WY_TRY(const Vectors vectors, Read(embedder, question, codes, evidence, sentences, deadline));
  WY_TRY(const std::vector<double> similarities,
         SimilaritiesOf(embedder, vectors, codes, evidence, deadline));
  std::vector<double> cosines;
  for (std::size_t i = 0; i < sentences.size(); ++i) {
    cosines.push_back(Cosine(vectors.question.values, vectors.Of(i)));
  }
  const auto literals = LiteralsOfQuestion(WithoutCodes(question.text, codes));
  std::vector<double> shares;  // of the literals in each passage
  for (const Passage& passage : evidence.passages) {
    shares.push_back(ShareIn(literals, LiteralsIn(passage.hit->chunk.text)));
  }
  std::vector<double> scores;
  for (std::size_t i = 0; i < sentences.size(); ++i) {
    const Candidate& candidate = evidence.candidates[sentences[i]];
    const Passage& passage = evidence.passages[candidate.passage];
    const std::string_view text = passage.Text(candidate);
    scores.push_back(cosines[i] + kOfPassage * similarities[candidate.passage] +
                     kOfType * std::max(FitOf(question, text), 0.0) +
                     kOfLiterals * shares[candidate.passage]);
  }
  AcrossChoice choice;
  std::vector<std::size_t> order(scores.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::stable_sort(order.begin(), order.end(),
                   [&](std::size_t one, std::size_t other) { return scores[one] > scores[other]; });
  choice.together = ReadTogether(reader, question, evidence, sentences, scores, order);
  const std::size_t best = order.front();
  choice.candidates = {sentences[best]};
  if (order.size() > 1 && std::abs(scores[best] - scores[order[1]]) < kNearlyAsGood) {
    choice.candidates.push_back(sentences[order[1]]);
  }
  // What says the same elsewhere takes nothing from it.
  std::vector<bool> says_the_same(evidence.passages.size());
  std::optional<double> second;
  for (const std::size_t i : order) {
    if (i == best) continue;
    const bool alike = Cosine(vectors.Of(best), vectors.Of(i)) >= kAlike;
    if (alike) says_the_same[evidence.candidates[sentences[i]].passage] = true;
    if (!alike && !second) second = scores[i];
  }

  const Candidate& candidate = evidence.candidates[sentences[best]];
  const Passage& passage = evidence.passages[candidate.passage];
  std::vector<double> passages;
  for (std::size_t place = 0; place < evidence.passages.size(); ++place) {
    if (says_the_same[place] && place != candidate.passage) continue;
    passages.push_back(similarities[place]);
  }
  std::sort(passages.begin(), passages.end(), std::greater<>());
  const auto set = [&choice](F feature, double value) {
    choice.features[static_cast<std::size_t>(feature)] = value;
  };
  const double similarity = similarities[candidate.passage];
  set(F::kSentence, cosines[best]);
  set(F::kPassage, similarity);
  set(F::kLead, second ? scores[best] - *second : 0);
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

double ChanceAcross(const AcrossChoice& choice) {
  const double chance = ChanceAcross(choice.features);
  if (!choice.together) return chance;
  const double sum =
      kFeaturesWeight * LogOdds(chance) + kTogetherWeight * *choice.together + kTogetherBias;
  return 1 / (1 + std::exp(-sum));
}

double ThresholdAcross(const AcrossChoice& choice) {
  return choice.together ? kTogetherThreshold : kAcrossThreshold;
}

}  // namespace wenyuan::answer
