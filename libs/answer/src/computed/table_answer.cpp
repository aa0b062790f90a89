#include "table_answer.h"

#include <set>
#include <utility>
#include <vector>

#include "../evidence/newest_first.h"
#include "../extractive/composer.h"
#include "../question/question_reading.h"
#include "table_calculation.h"
#include "wenyuan/base/clock.h"

namespace wenyuan::answer {
namespace {

constexpr std::size_t kPassages = 20;
constexpr std::size_t kMostTables = 8;     // that are read whole
constexpr std::size_t kMostSentences = 3;  // of different tables
// As sure as a cell by its names (docs/decisions/0296): all words of the question are there.
constexpr double kByCells = 0.8;

}  // namespace

Result<std::optional<Answer>> AnswerFromTable(const text::Analyzer& analyzer,
                                              const search::Searcher& searcher,
                                              const Question& question, const Aggregate& aggregate,
                                              const access::Asker& asker) {
  search::SearchRequest request = question.scope;
  request.query = question.text;
  request.k = kPassages;
  request.diversify = false;
  if (request.mode == search::Mode::kHybrid) request.mode = search::Mode::kKeywords;
  WY_TRY(search::SearchResult found, searcher.Search(request, asker));
  const QuestionReading reading = ReadQuestion(analyzer, question.text);
  using Kind = Aggregate::Kind;
  const bool may_be_turned = aggregate.kind != Kind::kCount && aggregate.kind != Kind::kWhere &&
                             aggregate.kind != Kind::kGroups && aggregate.kind != Kind::kList;
  Answer answer;
  std::set<std::pair<std::string, std::uint32_t>> read;  // document and block
  for (const search::Hit& hit : found.hits) {
    if (hit.chunk.table.empty() || read.size() == kMostTables) continue;
    if (!read.emplace(hit.document.id, hit.chunk.block_begin).second) continue;
    WY_TRY(const std::vector<store::Chunk> passages, searcher.PassagesOfTable(hit));
    const auto table = WholeTable::Read(hit, passages);
    if (!table) continue;
    auto sentence = Calculate(analyzer, reading, aggregate, *table);
    if (!sentence && may_be_turned) {
      sentence = Calculate(analyzer, reading, aggregate, table->Turned());
    }
    if (!sentence) continue;
    answer.sentences.push_back(*std::move(sentence));
    if (answer.sentences.size() == kMostSentences) break;
  }
  if (answer.sentences.empty()) return std::optional<Answer>();
  NewestFirst(found.hits, SystemClock().Now(), answer.sentences);
  answer.model = "extractive";
  answer.answerability = kByCells;
  answer.text = JoinSentences(answer.sentences, reading.language);
  answer.passages = std::move(found.hits);
  return std::optional(std::move(answer));
}

}  // namespace wenyuan::answer
