#include "composer.h"

#include <algorithm>
#include <numeric>

#include "citation.h"
#include "table_reader.h"

namespace wenyuan::answer {
namespace {

constexpr std::size_t kMostSentences = 3;
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

}  // namespace

std::vector<std::size_t> ChooseCandidates(const Evidence& evidence,
                                          const std::vector<double>& chances) {
  std::vector<std::size_t> order(evidence.candidates.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  const std::size_t kept = std::min(kMostSentences, order.size());
  std::partial_sort(order.begin(), order.begin() + static_cast<std::ptrdiff_t>(kept), order.end(),
                    [&chances](std::size_t left, std::size_t right) {
                      return chances[left] != chances[right] ? chances[left] > chances[right]
                                                             : left < right;
                    });
  order.resize(kept);
  const double least = chances[order.front()] * kAsLikelyAsTheBest;
  std::erase_if(order, [&](std::size_t candidate) { return chances[candidate] < least; });
  return order;
}

Sentence Compose(const text::Analyzer& analyzer, const QuestionReading& question,
                 const Evidence& evidence, std::size_t candidate) {
  const Candidate& chosen = evidence.candidates[candidate];
  const Passage& passage = evidence.passages[chosen.passage];
  Sentence sentence;
  if (chosen.row) {
    RowAnswer row = AnswerFromRow(analyzer, question, *passage.table, *chosen.row);
    if (!row.cells.empty()) {
      sentence.text = std::move(row.text);
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
  sentence.citations.push_back(Cite(*passage.hit, begin, end));
  sentence.text = sentence.citations.front().quote;
  return sentence;
}

void AddSentence(std::vector<Sentence>& sentences, Sentence next) {
  const Citation& proof = next.citations.front();
  for (Sentence& said : sentences) {
    const Citation& known = said.citations.front();
    if (known.document_id != proof.document_id || known.chunk != proof.chunk) continue;
    if (known.quote.find(proof.quote) != std::string::npos) return;
    if (proof.quote.find(known.quote) != std::string::npos) {
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
