#include "proof.h"

#include <algorithm>
#include <array>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <utility>

#include "../citation.h"
#include "asked.h"
#include "binding.h"
#include "conflict.h"
#include "likeness.h"
#include "parts.h"
#include "passage_reading.h"
#include "question_fit.h"
#include "reading.h"
#include "reasons.h"
#include "repetition.h"
#include "wenyuan/text/script.h"

namespace wenyuan::answer {
namespace {

using std::string_view_literals::operator""sv;

// Of a statement's words, by weight. Models join and turn sentences, so not all of them.
constexpr double kLeastCoverage = .6;
// … when an embedder finds that the sentences mean the same.
constexpr double kLeastCoverageOfAlike = .4;
// What the model did not read it from, by its own word, has to say it more plainly.
constexpr double kLeastCoverageOfOthers = .85;
constexpr double kLeastOfAClauseOfOthers = .6;
constexpr double kNearlyTheSame = .6;
// So much that it is worth to say what differs.
constexpr double kSameMatter = .3;
// Of each clause's words: a sentence is not proven with half of it made up.
constexpr double kLeastOfAClause = .3;

// What came of trying one passage.
struct Attempt {
  std::vector<Citation> citations;
  double coverage = 0;
  Reason reason = NothingSaysThis();
  std::optional<PassageReading::Gap> gap;
  bool contradicted = false;
};

}  // namespace

class Prover::Reading {
 public:
  Reading(const text::Analyzer& analyzer, std::span<const search::Hit> passages,
          const llm::Embedder* embedder, std::string_view question, PairReader reader)
      : analyzer_(analyzer),
        passages_(passages),
        likeness_(embedder),
        fit_(question, reader),
        asked_(analyzer, question) {
    for (const search::Hit& hit : passages) read_.emplace_back(analyzer, hit, question);
    for (const PassageReading& passage : read_) passage.CountTerms(weights_);
    ShareYears();
    weights_for_numbers_ = weights_;
    weights_for_numbers_.Ask(asked_.units());
  }

  [[nodiscard]] Proof Prove(std::string_view statement, std::span<const std::size_t> named) const {
    if (GoesInCircles(statement)) return {{}, "it says the same again and again", "反复说同样的话"};
    const TextReading said = ReadText(analyzer_, WithoutKnownSource(statement));
    if (asked_.IsRepeatedBy(analyzer_, said)) {
      return {{}, "it says nothing that was not in the question", "没有说出问题之外的内容"};
    }
    Proof proof;
    std::optional<Attempt> nearest;
    bool contradicted = false;
    const bool names_any = std::any_of(named.begin(), named.end(),
                                       [&](std::size_t place) { return place < read_.size(); });
    const auto attempt = [&](std::size_t place, bool is_named) {
      Attempt tried = Try(said, place, is_named);
      proof.citations.insert(proof.citations.end(), tried.citations.begin(), tried.citations.end());
      contradicted |= tried.contradicted;
      if (!nearest || tried.coverage > nearest->coverage) nearest = std::move(tried);
    };
    for (const std::size_t place : named) {
      if (place < read_.size()) attempt(place, true);
    }
    for (std::size_t at = 0; at < read_.size() && proof.citations.empty(); ++at) {
      if (std::find(named.begin(), named.end(), at) == named.end()) attempt(at, !names_any);
    }
    if (proof.citations.empty() && !contradicted && !asked_.IsOfAnother(said)) {
      proof.citations = ByParts(said, named);
    }
    if (!proof.citations.empty()) {
      if (auto misfit = fit_.Misfit(said, proof.citations)) {
        return {{}, std::move(misfit->why), std::move(misfit->why_zh)};
      }
      return proof;
    }
    Reason reason = nearest ? nearest->reason : NothingSaysThis();
    if (nearest && nearest->gap) {
      const bool somewhere = std::any_of(
          read_.begin(), read_.end(),
          [&](const PassageReading& passage) { return passage.Has(said, *nearest->gap); });
      reason = Missing(*nearest->gap, somewhere);
    }
    proof.why = std::move(reason.why);
    proof.why_zh = std::move(reason.why_zh);
    return proof;
  }

 private:
  // A report names its year at the top; a passage from its middle may name none.
  void ShareYears() {
    std::map<std::pair<std::string, std::uint32_t>, std::set<int>> years;
    for (std::size_t at = 0; at < read_.size(); ++at) {
      years[{passages_[at].document.id, passages_[at].revision}].merge(read_[at].Years());
    }
    for (std::size_t at = 0; at < read_.size(); ++at) {
      const std::set<int>& named = years[{passages_[at].document.id, passages_[at].revision}];
      if (named.size() == 1 && read_[at].Years().empty()) read_[at].KnowYear(*named.begin());
    }
  }

  // What was read of the passage's document.
  [[nodiscard]] std::vector<const PassageReading*> DocumentOf(std::size_t place) const {
    std::vector<const PassageReading*> document;
    for (std::size_t at = 0; at < read_.size(); ++at) {
      if (passages_[at].document.id == passages_[place].document.id) document.push_back(&read_[at]);
    }
    return document;
  }

  // "According to the judgment," needs no proof; what it names does, and its year.
  [[nodiscard]] std::string_view WithoutKnownSource(std::string_view statement) const {
    const std::string_view rest = WithoutSource(statement);
    const TextReading source =
        ReadText(analyzer_, statement.substr(0, statement.size() - rest.size()));
    const bool known = std::all_of(source.names.begin(), source.names.end(), [&](const Name& name) {
      if (!name.sure) return true;  // "According"
      const PassageReading::Gap gap = PassageReading::GapOfName(source, name);
      return std::any_of(read_.begin(), read_.end(),
                         [&](const PassageReading& passage) { return passage.Has(source, gap); });
    });
    const bool dated = std::all_of(source.facts.begin(), source.facts.end(), [&](const Fact& fact) {
      const auto at = static_cast<std::size_t>(&fact - source.facts.data());
      return std::any_of(read_.begin(), read_.end(), [&](const PassageReading& passage) {
        return passage.Has(source, PassageReading::GapOf(source, at));
      });
    });
    return known && dated ? rest : statement;
  }

  // What joins more than one passage, or more than a few sentences of one, says; each part of it
  // for itself.
  [[nodiscard]] std::vector<Citation> ByParts(const TextReading& said,
                                              std::span<const std::size_t> named) const {
    const std::vector<std::string> parts = PartsOf(said);
    if (parts.size() < 2) return {};
    std::vector<std::size_t> order(named.begin(), named.end());
    std::erase_if(order, [&](std::size_t place) { return place >= read_.size(); });
    for (std::size_t at = 0; at < read_.size(); ++at) {
      if (std::find(named.begin(), named.end(), at) == named.end()) order.push_back(at);
    }
    std::vector<Citation> all;
    for (const std::string& part : parts) {
      const TextReading reading = ReadText(analyzer_, part);
      std::vector<Citation> found;
      for (const std::size_t place : order) {
        const bool is_named = std::find(named.begin(), named.end(), place) != named.end();
        found = Try(reading, place, is_named || named.empty()).citations;
        if (!found.empty()) break;
      }
      if (found.empty()) return {};
      for (Citation& citation : found) {
        const bool known = std::any_of(all.begin(), all.end(), [&](const Citation& one) {
          return one.document_id == citation.document_id && one.chunk == citation.chunk &&
                 one.quote == citation.quote;
        });
        if (!known) all.push_back(std::move(citation));
      }
    }
    return all;
  }

  // `named`: by the model, or none was.
  [[nodiscard]] Attempt Try(const TextReading& said, std::size_t place, bool named) const {
    const PassageReading& passage = read_[place];
    if (likeness_.there() && !said.text.empty() &&
        text::DominantScript(said.text) != passage.script()) {
      return TryByMeaning(said, place);
    }
    Attempt attempt;
    if (!asked_.IsSpokenOfIn(DocumentOf(place))) return attempt;
    const bool has_number = std::any_of(said.facts.begin(), said.facts.end(),
                                        [](const Fact& fact) { return !fact.vague; });
    const TermWeights& weights = has_number ? weights_for_numbers_ : weights_;
    PassageReading::Evidence evidence = passage.Gather(said, weights);
    attempt.coverage = evidence.coverage;
    const double covered = named ? kLeastCoverage : kLeastCoverageOfOthers;
    const double least =
        likeness_.there() && !evidence.sentences.empty() ? kLeastCoverageOfAlike : covered;
    const bool a_clause_is_new = passage.LeastClause(said, evidence, weights) <
                                 (named ? kLeastOfAClause : kLeastOfAClauseOfOthers);
    if (evidence.coverage < least || a_clause_is_new) {
      if (passage.OrdersSay(said, weights_, kLeastCoverage)) {
        attempt.reason = OnlyAnOrder();
      } else if (evidence.coverage >= kSameMatter) {
        attempt.gap = passage.FirstGap(said, evidence);
        if (const auto conflict = ConflictIn(said, place, evidence)) Explain(*conflict, attempt);
      }
      return attempt;
    }
    attempt.gap = passage.FirstGap(said, evidence);
    if (const auto conflict = ConflictIn(said, place, evidence)) {
      Explain(*conflict, attempt);
      attempt.contradicted = true;
      return attempt;
    }
    if (attempt.gap) return attempt;
    if (const Name* other = asked_.FindAnother(said, passage, evidence)) {
      attempt.gap = PassageReading::GapOfName(said, *other);
      return attempt;
    }
    if (const auto stranger = FindStranger(said, passage, evidence, weights_)) {
      attempt.gap = PassageReading::GapOfName(said, *stranger);
      return attempt;
    }
    if (const auto place_of =
            FindMisplaced(said, passage.readings(), passage.topic(), asked_.units(), weights_)) {
      attempt.gap = PassageReading::GapOf(said, *place_of);
      return attempt;
    }
    if (evidence.coverage < covered &&
        (asked_.IsOfAnother(said) || !likeness_.AreAlike(said.text, passage.Text(evidence)))) {
      return attempt;
    }
    attempt.citations = Cite(place, evidence);
    return attempt;
  }

  // What stands there instead tells more than what is missing; "the opposite" tells less.
  static void Explain(const Conflict& conflict, Attempt& attempt) {
    if (attempt.gap && conflict.kind == Conflict::Kind::kOpposite) return;
    attempt.gap.reset();
    attempt.reason = Said(conflict);
  }

  // With all of the evidence, and with each sentence that alone says nearly the same: another one
  // may have brought the wrong number.
  [[nodiscard]] std::optional<Conflict> ConflictIn(const TextReading& said, std::size_t place,
                                                   const PassageReading::Evidence& evidence) const {
    const PassageReading& passage = read_[place];
    if (auto conflict = FindConflict(ReadText(analyzer_, passage.Text(evidence)), said,
                                     passage.spelt_topic())) {
      return conflict;
    }
    if (evidence.sentences.size() < 2) return std::nullopt;
    for (const std::size_t at : evidence.sentences) {
      if (passage.Share(said, at, weights_) < kNearlyTheSame) continue;
      if (auto conflict = FindConflict(passage.sentence(at), said, passage.spelt_topic())) {
        return conflict;
      }
    }
    return std::nullopt;
  }

  // In another language: nothing but numbers, codes and names in Latin letters is the same.
  [[nodiscard]] Attempt TryByMeaning(const TextReading& said, std::size_t place) const {
    const PassageReading& passage = read_[place];
    Attempt attempt;
    const auto best = likeness_.MostAlike(said.text, passage.sentences());
    if (!best) return attempt;
    attempt.coverage = best->likeness;
    const PassageReading::Evidence evidence = passage.Around(best->place);
    if ((attempt.gap = passage.FirstGapAcross(said, evidence))) return attempt;
    attempt.citations = Cite(place, passage.Only(best->place));
    return attempt;
  }

  [[nodiscard]] std::vector<Citation> Cite(std::size_t place,
                                           const PassageReading::Evidence& evidence) const {
    std::vector<Citation> citations;
    for (const text::Range& quote : read_[place].Quotes(evidence)) {
      citations.push_back(answer::Cite(passages_[place], quote.begin, quote.end));
    }
    return citations;
  }

  const text::Analyzer& analyzer_;
  const std::span<const search::Hit> passages_;
  const Likeness likeness_;
  const QuestionFit fit_;
  const Asked asked_;
  std::vector<PassageReading> read_;
  TermWeights weights_;
  TermWeights
      weights_for_numbers_;  // a number that stands there says more than the words around it
};

Prover::Prover(const text::Analyzer& analyzer, std::span<const search::Hit> passages,
               const llm::Embedder* embedder, std::string_view question, PairReader reader)
    : reading_(std::make_unique<Reading>(analyzer, passages, embedder, question, reader)) {}
Prover::~Prover() = default;

Proof Prover::Prove(std::string_view statement, std::span<const std::size_t> named) const {
  return reading_->Prove(statement, named);
}

}  // namespace wenyuan::answer
