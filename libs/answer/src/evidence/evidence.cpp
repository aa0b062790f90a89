#include "evidence.h"

#include <algorithm>
#include <array>
#include <string>
#include <unordered_map>
#include <unordered_set>

#include "../tables/table_reader.h"
#include "../units.h"
#include "../words.h"
#include "wenyuan/parse/wire.h"
#include "wenyuan/text/sentences.h"
#include "wenyuan/text/utf8.h"

namespace wenyuan::answer {
namespace {

using std::string_view_literals::operator""sv;

constexpr std::array kContinues = {
    "他"sv,    "她"sv,     "它"sv,    "其"sv,     "该"sv,    "該"sv,    "此"sv,      "这"sv,
    "這"sv,    "并"sv,     "並"sv,    "同时"sv,   "同時"sv,  "此外"sv,  "另外"sv,    "it "sv,
    "it's "sv, "its "sv,   "he "sv,   "his "sv,   "she "sv,  "her "sv,  "they "sv,   "their "sv,
    "this "sv, "these "sv, "that "sv, "those "sv, "such "sv, "also "sv, "however"sv, "therefore"sv};

// Of a longer question the beginning is looked for.
constexpr std::size_t kLongestSequence = 64;

bool Continues(std::string_view sentence) {
  const std::string lower = Lower(sentence.substr(0, 16));
  return std::any_of(kContinues.begin(), kContinues.end(),
                     [&lower](std::string_view word) { return lower.starts_with(word); });
}

bool HasDigit(std::string_view term) {
  return std::any_of(term.begin(), term.end(), [](char c) { return c >= '0' && c <= '9'; });
}

// Two Han characters: each of them is a unit, too.
bool IsPair(const Unit& unit) {
  std::size_t at = 0;
  return !unit.term.empty() && text::IsHan(text::NextCharacter(unit.term, at)) &&
         at < unit.term.size();
}

void Join(std::vector<bool>& into, const std::vector<bool>& other) {
  for (std::size_t i = 0; i < into.size(); ++i) into[i] = into[i] || other[i];
}

class Gatherer {
 public:
  Gatherer(const text::Analyzer& analyzer, const QuestionReading& question)
      : analyzer_(analyzer), terms_(question.terms.size()), sequence_(question.sequence) {
    if (sequence_.size() > kLongestSequence) sequence_.resize(kLongestSequence);
    for (std::size_t i = 0; i < question.terms.size(); ++i) index_[question.terms[i].term] = i;
  }

  void Add(const search::Hit& hit) {
    Passage passage;
    passage.hit = &hit;
    passage.first = evidence_.candidates.size();
    passage.topic = Terms(hit.document.title + "\n" + hit.chunk.heading_path);
    passage.has = passage.topic;
    if (!hit.chunk.table.empty()) {
      if (auto table = parse::DecodeTable(hit.chunk.table)) passage.table = *std::move(table);
    }
    const std::vector<Unit> units = UnitsOf(analyzer_, hit.chunk.text);
    if (passage.table && !RowLines(hit.chunk.text, *passage.table).empty()) {
      AddRows(passage, units);
    } else {
      passage.table.reset();
      for (const text::Range& sentence : text::SplitSentences(hit.chunk.text)) {
        const bool is_first = evidence_.candidates.size() == passage.first;
        Candidate& candidate = AddCandidate(sentence.begin, sentence.end, units);
        candidate.leans = !is_first && Continues(passage.Text(candidate));
      }
    }
    for (std::size_t i = passage.first; i < evidence_.candidates.size(); ++i) {
      Join(passage.has, evidence_.candidates[i].has);
    }
    passage.last = evidence_.candidates.size();
    if (passage.first < passage.last) evidence_.passages.push_back(std::move(passage));
  }

  Evidence Take() { return std::move(evidence_); }

 private:
  [[nodiscard]] std::vector<bool> Terms(std::string_view text) const {
    std::vector<bool> has(terms_);
    for (const Unit& unit : UnitsOf(analyzer_, text)) Mark(unit, has);
    return has;
  }

  void Mark(const Unit& unit, std::vector<bool>& has) const {
    if (const auto found = index_.find(unit.term); found != index_.end()) has[found->second] = true;
  }

  Candidate& AddCandidate(std::size_t begin, std::size_t end, const std::vector<Unit>& units) {
    Candidate candidate;
    candidate.passage = evidence_.passages.size();
    candidate.begin = begin;
    candidate.end = end;
    candidate.has.resize(terms_);
    auto unit = std::lower_bound(units.begin(), units.end(), begin,
                                 [](const Unit& at, std::size_t from) { return at.begin < from; });
    std::vector<std::size_t> runs(sequence_.size() + 1);  // that end at each term of the question
    for (; unit != units.end() && unit->begin < end; ++unit) {
      ++candidate.units;
      const auto found = index_.find(unit->term);
      const bool asked = found != index_.end();
      if (asked) {
        ++candidate.matched;
        candidate.has[found->second] = true;
      } else if (HasDigit(unit->term)) {
        ++candidate.numbers;
      }
      if (IsPair(*unit)) continue;
      for (std::size_t i = sequence_.size(); i > 0; --i) {
        runs[i] = asked && sequence_[i - 1] == found->second ? runs[i - 1] + 1 : 0;
        candidate.run = std::max(candidate.run, runs[i]);
      }
    }
    return evidence_.candidates.emplace_back(std::move(candidate));
  }

  void AddRows(const Passage& passage, const std::vector<Unit>& units) {
    const std::string_view text = passage.hit->chunk.text;
    const std::vector<RowLine> lines = RowLines(text, *passage.table);
    const std::uint32_t headers = HeaderRows(*passage.table);
    const std::size_t body = headers < lines.size() ? lines[headers].begin : text.size();
    const std::vector<bool> above = Terms(text.substr(0, body));  // caption and header
    for (std::uint32_t row = headers; row < lines.size(); ++row) {
      Candidate& candidate = AddCandidate(lines[row].begin, lines[row].end, units);
      candidate.row = row;
      Join(candidate.has, above);
    }
  }

  const text::Analyzer& analyzer_;
  const std::size_t terms_;
  std::vector<std::size_t> sequence_;
  std::unordered_map<std::string, std::size_t> index_;
  Evidence evidence_;
};

}  // namespace

Evidence GatherEvidence(const text::Analyzer& analyzer, const QuestionReading& question,
                        std::span<const search::Hit> hits) {
  Gatherer gatherer(analyzer, question);
  std::unordered_set<std::string_view>
      seen;  // the same text in two documents proves one thing once
  for (const search::Hit& hit : hits) {
    if (seen.insert(hit.chunk.text).second) gatherer.Add(hit);
  }
  return gatherer.Take();
}

}  // namespace wenyuan::answer
