#include "composer.h"

#include <algorithm>
#include <numeric>

#include "../citation.h"
#include "../evidence/key_value.h"
#include "../evidence/list_items.h"
#include "../spans/span_finder.h"
#include "../tables/row_choice.h"
#include "../tables/table_reader.h"
#include "../units.h"

namespace wenyuan::answer {
namespace {

constexpr std::size_t kMostSentences = 3;
constexpr std::size_t kLookedAt = 8;
// Share of the best one's chance of what another document says with the same words of the question:
// of two that contradict, both are said.
constexpr double kMayContradict = 0.1;
constexpr double kAsLikelyAsTheBest = 0.5;  // a further sentence must have this share of its chance

// Whether the sentence behind goes on about the same and has words of the question that this has
// not.
bool LeansAndAdds(const Candidate& behind, const Candidate& chosen) {
  if (!behind.leans) return false;
  for (std::size_t term = 0; term < chosen.has.size(); ++term) {
    if (behind.has[term] && !chosen.has[term]) return true;
  }
  return false;
}

// Whether another document has the same words of the question in a sentence.
bool SaysTheSame(const Evidence& evidence, std::size_t candidate, std::size_t best) {
  const Candidate& one = evidence.candidates[candidate];
  const Candidate& other = evidence.candidates[best];
  return !one.row && !other.row && one.has == other.has &&
         evidence.passages[one.passage].hit->document.id !=
             evidence.passages[other.passage].hit->document.id;
}

// Whether the question has most of the words of a name.
bool AsksFor(const text::Analyzer& analyzer, const QuestionReading& question,
             std::string_view name) {
  std::size_t words = 0;
  std::size_t asked = 0;
  for (const Unit& unit : UnitsOf(analyzer, name)) {
    ++words;
    if (std::any_of(question.terms.begin(), question.terms.end(),
                    [&unit](const QuestionTerm& term) { return term.term == unit.term; })) {
      ++asked;
    }
  }
  return 2 * asked > words;
}

// Marks what was asked for in a sentence that begins at `begin` of its passage; the value of a
// line "key: value" is a cell as well.
void Highlight(const text::Analyzer& analyzer, const QuestionReading& question,
               const Passage& passage, const Candidate& chosen, std::size_t begin,
               Sentence& sentence) {
  const std::string_view text = passage.Text(chosen);
  const auto shift = static_cast<std::uint32_t>(chosen.begin - begin);
  if (const auto pair = ReadKeyValue(text)) {
    const std::string_view key = text.substr(pair->key_begin, pair->key_end - pair->key_begin);
    if (AsksFor(analyzer, question, key)) {
      sentence.spans = {{pair->value.begin + shift, pair->value.end + shift}};
      CellAnswer cell;
      cell.value = text.substr(pair->value.begin, pair->value.end - pair->value.begin);
      cell.row = {std::string(key)};
      cell.caption = passage.hit->chunk.heading_path;
      sentence.cell = std::move(cell);
      return;
    }
  }
  for (const AnswerSpan& span : SpansToShow(analyzer, question, text)) {
    sentence.spans.push_back({span.begin + shift, span.end + shift});
  }
}

}  // namespace

std::vector<std::size_t> ChooseCandidates(const Evidence& evidence,
                                          const std::vector<double>& chances) {
  std::vector<std::size_t> order(evidence.candidates.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  const std::size_t kept = std::min(kLookedAt, order.size());
  std::partial_sort(order.begin(), order.begin() + static_cast<std::ptrdiff_t>(kept), order.end(),
                    [&chances](std::size_t left, std::size_t right) {
                      return chances[left] != chances[right] ? chances[left] > chances[right]
                                                             : left < right;
                    });
  order.resize(kept);
  const std::size_t best = order.front();
  std::size_t rank = 0;
  std::erase_if(order, [&](std::size_t candidate) {
    const double share = chances[candidate] / chances[best];
    return !(rank++ < kMostSentences && share >= kAsLikelyAsTheBest) &&
           !(share >= kMayContradict && SaysTheSame(evidence, candidate, best));
  });
  if (order.size() > kMostSentences) order.resize(kMostSentences);
  return order;
}

Sentence Compose(const text::Analyzer& analyzer, const QuestionReading& question,
                 const Evidence& evidence, std::size_t candidate,
                 std::span<const std::uint32_t> columns) {
  const Candidate& chosen = evidence.candidates[candidate];
  const Passage& passage = evidence.passages[chosen.passage];
  Sentence sentence;
  if (chosen.row) {
    RowAnswer row = AnswerFromRow(analyzer, question, *passage.table, *chosen.row,
                                  CaptionOf(passage), HeadingsOf(passage), columns);
    if (!row.cells.empty()) {
      sentence.text = std::move(row.text);
      sentence.spans = std::move(row.spans);
      sentence.cell = std::move(row.cell);
      sentence.citations.push_back(CiteCells(*passage.hit, chosen.begin, chosen.end, row.cells));
      return sentence;
    }
  }
  std::size_t begin = chosen.begin;
  if (chosen.leans) {
    begin = evidence.candidates[candidate - 1].begin;
  }
  std::size_t end = chosen.end;
  if (candidate + 1 < passage.last && LeansAndAdds(evidence.candidates[candidate + 1], chosen)) {
    end = evidence.candidates[candidate + 1].end;
  }
  const std::string_view whole = passage.hit->chunk.text;
  end = EndOfItems(whole, begin, end);
  if (AsksForSeveral(question.text)) {
    const ListPlace list = ListAround(whole, begin, end);
    begin = list.begin;
    end = list.end;
  }
  sentence.citations.push_back(Cite(*passage.hit, begin, end));
  sentence.text = sentence.citations.front().quote;
  Highlight(analyzer, question, passage, chosen, begin, sentence);
  return sentence;
}

void AddSentence(std::vector<Sentence>& sentences, Sentence next) {
  const Citation& proof = next.citations.front();
  for (Sentence& said : sentences) {
    const Citation& known = said.citations.front();
    if (known.document_id != proof.document_id || known.chunk != proof.chunk) continue;
    // Two cells of one row have the same proof and say different things.
    if (said.text.find(next.text) != std::string::npos) return;
    if (next.text.find(said.text) != std::string::npos) {
      said = std::move(next);
      return;
    }
  }
  sentences.push_back(std::move(next));
}

std::string JoinSentences(const std::vector<Sentence>& sentences, Language language) {
  std::string text;
  for (const Sentence& sentence : sentences) {
    if (!text.empty()) text += language == Language::kChinese ? "\n" : " ";
    text += sentence.text;
  }
  return text;
}

}  // namespace wenyuan::answer
