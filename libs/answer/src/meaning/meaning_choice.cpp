#include "meaning_choice.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>
#include <set>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include "../across/literals.h"
#include "../evidence/as_asked.h"
#include "../evidence/nearness.h"
#include "../generated/facts/facts.h"
#include "../tables/row_choice.h"
#include "../tables/table_grid.h"
#include "../words.h"

namespace wenyuan::answer {
namespace {

constexpr std::size_t kReadTogether = 12;
constexpr std::size_t kFewestUnits = 4;
constexpr std::size_t kWidestRow = 3;  // cells: of more than these a row says many things
// Found on bench/everyday/development (docs/decisions/0391).
constexpr double kNearness = 20;  // of a cosine beside the model's log-odds
constexpr double kEvenHan = 17;   // where the chance is one half
constexpr double kEvenOther = 15;
constexpr double kSlope = 0.7;

bool All(const QuestionWord& word, const std::vector<bool>& has) {
  return std::all_of(word.terms.begin(), word.terms.end(),
                     [&has](std::size_t term) { return bool{has[term]}; });
}

bool IsName(const QuestionReading& question, const QuestionWord& word) {
  const std::string_view text =
      std::string_view(question.text).substr(word.begin, word.end - word.begin);
  const bool capital =
      std::any_of(text.begin(), text.end(), [](char c) { return c >= 'A' && c <= 'Z'; });
  return word.name || (capital && (word.begin > 0 || HasHan(question.text)));
}

// The first heading above where that asks something: what stands below is its answer.
std::string QuestionAbove(const search::Hit& hit) {
  constexpr std::string_view kBetween = " > ";
  const std::string& path = hit.chunk.heading_path;
  const std::size_t last = path.rfind(kBetween);
  std::string heading = last == std::string::npos ? path : path.substr(last + kBetween.size());
  const bool asks = heading.ends_with("?") || heading.ends_with("？");
  return asks ? heading + "\n" : std::string();
}

class Chooser {
 public:
  Chooser(const QuestionReading& question, const Evidence& evidence)
      : question_(question), evidence_(evidence) {
    for (const Fact& fact : FactsOf(question.text)) {
      const bool one = fact.kind == Fact::Kind::kQuantity && fact.written == 1;
      if (!fact.vague && !one) facts_.push_back(fact);
    }
  }

  [[nodiscard]] bool MayAnswer(const Candidate& candidate) const {
    const Passage& passage = evidence_.passages[candidate.passage];
    if (candidate.units < kFewestUnits && !candidate.row) return false;
    if (candidate.row && Cells(candidate).size() > kWidestRow) return false;
    std::vector<bool> has = candidate.row ? candidate.has : passage.has;
    for (std::size_t i = 0; i < has.size(); ++i) has[i] = has[i] || passage.topic[i];
    const bool codes = std::all_of(question_.codes.begin(), question_.codes.end(),
                                   [&has](std::size_t term) { return bool{has[term]}; });
    const bool names = std::all_of(
        question_.words.begin(), question_.words.end(),
        [&](const QuestionWord& word) { return !IsName(question_, word) || All(word, has); });
    return codes && names && HasFacts(passage) && IsOfTheKind(candidate);
  }

  // As it is shown to a model that reads.
  [[nodiscard]] std::string Text(std::size_t place) const {
    const Candidate& candidate = evidence_.candidates[place];
    const Passage& passage = evidence_.passages[candidate.passage];
    std::string text = QuestionAbove(*passage.hit);
    if (!candidate.row) {
      const std::size_t begin =
          candidate.leans ? evidence_.candidates[place - 1].begin : candidate.begin;
      return text + passage.hit->chunk.text.substr(begin, candidate.end - begin);
    }
    const TableGrid grid(*passage.table);
    const bool chinese = question_.language == Language::kChinese;
    bool first = true;
    for (const parse::TableCell* cell : Cells(candidate)) {
      if (!first) text += chinese ? "；" : "; ";
      const std::string name = first ? std::string() : Joined(grid.ColumnNames(cell->column));
      if (!name.empty()) text += name + (chinese ? "：" : ": ");
      text += cell->text;
      first = false;
    }
    return text;
  }

  [[nodiscard]] const std::string& Title(std::size_t place) const {
    return evidence_.passages[evidence_.candidates[place].passage].hit->document.title;
  }

 private:
  [[nodiscard]] bool IsOfTheKind(const Candidate& candidate) const {
    const Passage& passage = evidence_.passages[candidate.passage];
    const std::string_view text = passage.Text(candidate);
    return text != passage.hit->document.title &&
           FitOf(question_.text, text, candidate.row ? Form::kRow : Form::kSentence) == Fit::kFits;
  }

  [[nodiscard]] std::vector<const parse::TableCell*> Cells(const Candidate& candidate) const {
    return TableGrid(*evidence_.passages[candidate.passage].table).Row(*candidate.row);
  }

  [[nodiscard]] bool HasFacts(const Passage& passage) const {
    if (facts_.empty()) return true;
    const std::vector<Fact> there = FactsOf(HeadingsOf(passage) + "\n" + passage.hit->chunk.text);
    return std::all_of(facts_.begin(), facts_.end(), [&](const Fact& said) {
      return std::any_of(there.begin(), there.end(),
                         [&said](const Fact& one) { return Holds(one, said); });
    });
  }

  const QuestionReading& question_;
  const Evidence& evidence_;
  std::vector<Fact> facts_;  // of the question
};

}  // namespace

Result<std::optional<MeaningChoice>> ChooseByMeaning(const llm::Embedder& embedder,
                                                     const PairReader& reader,
                                                     const QuestionReading& question,
                                                     const Evidence& evidence, Deadline deadline) {
  const std::optional<MeaningChoice> none;
  const Chooser chooser(question, evidence);
  std::vector<std::size_t> places;
  std::vector<std::string> texts;
  const std::set<std::string> codes = CodesIn(question.text);
  for (std::size_t i = 0; i < evidence.candidates.size(); ++i) {
    if (!chooser.MayAnswer(evidence.candidates[i])) continue;
    places.push_back(i);
    texts.push_back(chooser.Text(i));
  }
  if (places.empty()) return none;
  WY_TRY(const llm::Embeddings asked,
         embedder.Embed(llm::TextKind::kQuery, std::vector{WithoutCodes(question.text, codes)},
                        deadline));
  WY_TRY(const llm::Embeddings read, embedder.Embed(llm::TextKind::kPassage, texts, deadline));
  std::vector<double> cosines;
  for (std::size_t i = 0; i < places.size(); ++i) {
    cosines.push_back(
        Cosine(asked.values, std::span(read.values).subspan(i * read.dimension, read.dimension)));
  }
  std::vector<std::size_t> order(places.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::stable_sort(order.begin(), order.end(), [&](std::size_t one, std::size_t other) {
    return cosines[one] > cosines[other];
  });
  if (order.size() > kReadTogether) order.resize(kReadTogether);
  std::vector<std::string> nearest;
  for (const std::size_t i : order) {
    const std::string& title = chooser.Title(places[i]);
    nearest.push_back((title.empty() ? "" : title + "\n") + texts[i]);
  }
  const auto said = reader.model->Rerank(question.text, nearest, Deadline::After(reader.time));
  if (!said || said->size() != order.size()) return none;
  std::size_t best = 0;
  double highest = -std::numeric_limits<double>::infinity();
  for (std::size_t k = 0; k < order.size(); ++k) {
    const double score = static_cast<double>((*said)[k]) + kNearness * cosines[order[k]];
    if (!std::isfinite(score)) return none;
    if (score <= highest) continue;
    highest = score;
    best = places[order[k]];
  }
  const double even = question.language == Language::kChinese ? kEvenHan : kEvenOther;
  return std::optional(MeaningChoice{best, 1 / (1 + std::exp(-kSlope * (highest - even)))});
}

}  // namespace wenyuan::answer
