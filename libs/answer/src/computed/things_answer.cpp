#include "things_answer.h"

#include <algorithm>
#include <set>
#include <utility>

#include "../extractive/composer.h"
#include "../generated/facts/facts.h"
#include "../question/question_reading.h"
#include "../units.h"
#include "../words.h"
#include "quantity.h"
#include "verdict.h"
#include "wenyuan/text/function_words.h"

namespace wenyuan::answer {
namespace {

constexpr std::size_t kPassages = 20;  // that are shown
constexpr std::size_t kLookedAt = 40;  // for each thing: much may name it
// How sure a value of a named cell is (docs/decisions/0296).
constexpr double kByCells = 0.8;

struct Found {
  std::vector<ComparedValues> values;
  std::vector<search::Hit> passages;
  double answerability = kByCells;
};

void AddPassages(std::vector<search::Hit>& passages, std::vector<search::Hit> more) {
  std::set<std::pair<std::string, std::uint32_t>> known;
  for (const search::Hit& hit : passages) known.emplace(hit.document.id, hit.chunk.number);
  for (search::Hit& hit : more) {
    if (passages.size() < kPassages && known.emplace(hit.document.id, hit.chunk.number).second) {
      passages.push_back(std::move(hit));
    }
  }
}

class Comparer {
 public:
  Comparer(const text::Analyzer& analyzer, const search::Searcher& searcher, const Answerer& quotes,
           const Question& question, const ThingsCompared& compared, const access::Asker& asker)
      : analyzer_(analyzer),
        searcher_(searcher),
        quotes_(quotes),
        question_(question),
        compared_(compared),
        asker_(asker),
        language_(HasHan(question.text) ? Language::kChinese : Language::kEnglish) {}

  Result<std::optional<Answer>> Answered() const {
    WY_TRY(Found found, ByCells());
    if (found.values.empty()) {
      WY_TRY(found, ByQuotes());
    }
    auto verdict = Verdict(compared_, found.values, language_);
    if (!verdict) return std::optional<Answer>();
    Answer answer;
    answer.model = "extractive";
    answer.answerability = found.answerability;
    answer.comparison = Comparison{compared_.things, {}};
    answer.sentences.push_back(*std::move(verdict));
    for (ComparedValues& values : found.values) {
      ComparisonRow row{values.aspect, {}};
      for (Sentence& sentence : values.sentences) {
        row.cells.emplace_back(sentence);
        answer.sentences.push_back(std::move(sentence));
      }
      answer.comparison->rows.push_back(std::move(row));
    }
    answer.text = JoinSentences(answer.sentences, language_);
    answer.passages = std::move(found.passages);
    return std::optional(std::move(answer));
  }

 private:
  Result<Found> ByCells() const {
    Found found;
    std::vector<std::vector<ThingFact>> facts;
    for (const std::string& thing : compared_.things) {
      search::SearchRequest request = question_.scope;
      request.query = thing + " " + compared_.measure;
      for (const std::string_view name : compared_.comparative.names) {
        if (compared_.measure.empty()) request.query.append(" ").append(name);
      }
      request.k = kLookedAt;
      request.diversify = false;
      if (request.mode == search::Mode::kHybrid) request.mode = search::Mode::kKeywords;
      WY_TRY(search::SearchResult result, searcher_.Search(request, asker_));
      facts.push_back(FactsAbout(analyzer_, thing, compared_.things, result.hits, language_));
      AddPassages(found.passages, std::move(result.hits));
    }
    found.values = ValuesOf(analyzer_, compared_, facts);
    return found;
  }

  Result<Found> ByQuotes() const {
    Found found;
    found.answerability = 1;
    if (compared_.measure.empty()) return found;
    ComparedValues values{compared_.measure, {}, {}, {}};
    for (const std::string& thing : compared_.things) {
      Question part = question_;
      part.text = language_ == Language::kChinese
                      ? thing + "的" + compared_.measure + "是多少？"
                      : "What is the " + compared_.measure + " of " + thing + "?";
      WY_TRY(Answer answer, quotes_.Ask(part, asker_, {}));
      if (answer.refused || answer.sentences.empty()) return Found{};
      Sentence& sentence = answer.sentences.front();
      std::string value = OneValue(sentence, thing);
      if (value.empty()) return Found{};
      values.values.push_back(std::move(value));
      values.units.push_back(sentence.cell ? sentence.cell->unit : "");
      values.sentences.push_back(std::move(sentence));
      found.answerability = std::min(found.answerability, answer.answerability);
      AddPassages(found.passages, std::move(answer.passages));
    }
    found.values.push_back(std::move(values));
    return found;
  }

  // The only number with a unit, or date, in what is said of one thing alone; empty: there is none,
  // or more than one.
  [[nodiscard]] std::string OneValue(const Sentence& sentence, const std::string& thing) const {
    const Citation& proof = sentence.citations.front();
    if (!Names(sentence.text + "\n" + proof.title, thing)) return {};
    const bool another =
        std::any_of(compared_.things.begin(), compared_.things.end(), [&](const auto& other) {
          return other != thing && thing.find(other) == std::string::npos &&
                 Names(sentence.text, other);
        });
    if (another) return {};
    if (sentence.cell) return sentence.cell->value;
    std::string only;
    for (const Fact& fact : FactsOf(sentence.text)) {
      const bool measures = fact.kind == Fact::Kind::kDate ||
                            (fact.kind == Fact::Kind::kQuantity && !fact.dimension.empty() &&
                             !fact.ordinal && !fact.vague);
      if (!measures) continue;
      if (!only.empty()) return {};
      only = sentence.text.substr(fact.begin, fact.end - fact.begin);
    }
    return only;
  }

  [[nodiscard]] bool Names(std::string_view text, std::string_view thing) const {
    std::set<std::string> there;
    for (Unit& unit : UnitsOf(analyzer_, text)) there.insert(std::move(unit.term));
    const std::vector<Unit> words = UnitsOf(analyzer_, thing);
    return std::all_of(words.begin(), words.end(), [&there](const Unit& word) {
      return text::IsFunctionWord(word.term) || there.contains(word.term);
    });
  }

  const text::Analyzer& analyzer_;
  const search::Searcher& searcher_;
  const Answerer& quotes_;
  const Question& question_;
  const ThingsCompared& compared_;
  const access::Asker& asker_;
  const Language language_;
};

}  // namespace

Result<std::optional<Answer>> CompareByValue(const text::Analyzer& analyzer,
                                             const search::Searcher& searcher,
                                             const Answerer& quotes, const Question& question,
                                             const ThingsCompared& compared,
                                             const access::Asker& asker) {
  return Comparer(analyzer, searcher, quotes, question, compared, asker).Answered();
}

}  // namespace wenyuan::answer
