#include "measuring.h"

#include <algorithm>
#include <cstdio>
#include <string>

#include "cases.h"
#include "extractive/composer.h"
#include "fitting.h"
#include "wenyuan/answer/threshold.h"
#include "wenyuan/eval/answers.h"

namespace wenyuan::answer {
namespace {

void PrintRefusal(const std::string& name, const Judged& chances, double false_refusals) {
  const double shipped = RefusalThreshold();
  std::printf(
      "%-18s refused without gold at %.0f %% false refusals %.4f; as shipped %.4f, false %.4f; "
      "AUC %.4f, calibration error %.4f\n",
      name.c_str(), 100 * false_refusals,
      ShareBelow(chances, false, BoundOf(chances, false_refusals)),
      ShareBelow(chances, false, shipped), ShareBelow(chances, true, shipped),
      AreaUnderCurve(chances), CalibrationError(chances));
  std::fflush(stdout);
}

bool CitesGold(const text::Analyzer& analyzer, const Case& one, const eval::JudgedQuery& query) {
  const std::vector<double> likely = WithDoubts(one.question, one.evidence, one.chances);
  for (const std::size_t candidate : ChooseCandidates(one.evidence, likely)) {
    const Sentence sentence = Compose(analyzer, one.question, one.evidence, candidate);
    for (const Citation& citation : sentence.citations) {
      for (const std::string& answer : query.answers) {
        if (query.relevant.contains(citation.document_id) &&
            eval::Contains(citation.quote, answer)) {
          return true;
        }
      }
    }
  }
  return false;
}

Result<void> MeasureRgb(const text::Analyzer& analyzer, const Collection& collection) {
  Judged chances;
  for (const eval::JudgedQuery& query : collection.queries()) {
    for (const bool answerable : {true, false}) {
      std::vector<eval::CorpusDocument> passages;
      for (const eval::CorpusDocument& document : collection.documents()) {
        if (!document.id.starts_with(query.id + "/")) continue;
        const char mark = document.id[query.id.size() + 1];
        const int place = std::stoi(document.id.substr(query.id.size() + 2));
        const int most = mark == 'p' ? (answerable ? 2 : 0) : (answerable ? 3 : 5);
        if (place < most) passages.push_back(document);
      }
      WY_TRY(const auto small, Collection::Make(analyzer, "rgb", std::move(passages), {}));
      WY_TRY(std::vector<search::Hit> found, small->Find(query, false));
      chances.emplace_back(MakeCase(analyzer, *small, query, std::move(found)).Answerability(),
                           answerable);
    }
  }
  PrintRefusal(collection.name(), chances, 0.10);
  return {};
}

}  // namespace

Result<void> Measure(const text::Analyzer& analyzer, const Collection& collection,
                     std::size_t every) {
  if (collection.name().starts_with("rgb")) return MeasureRgb(analyzer, collection);
  double questions = 0;
  double first = 0;
  double among_three = 0;
  double end_to_end = 0;
  double answered_right = 0;
  double cites_gold = 0;
  double shown_cites_gold = 0;
  Judged chances;
  std::size_t place = 0;
  for (const eval::JudgedQuery& query : collection.queries()) {
    if (!collection.HasGold(query) || query.answers.empty()) continue;
    if (PartOf(collection, query) != Part::kReported || place++ % every != 0) continue;
    ++questions;
    const Case gold = MakeCase(analyzer, collection, query, {collection.GoldPassage(query)});
    if (!gold.order.empty() && gold.right[gold.best()]) ++first;
    const std::size_t three = std::min<std::size_t>(3, gold.order.size());
    if (std::any_of(gold.order.begin(), gold.order.begin() + static_cast<std::ptrdiff_t>(three),
                    [&gold](std::size_t at) { return gold.right[at]; })) {
      ++among_three;
    }
    for (const bool hide_gold : {false, true}) {
      WY_TRY(std::vector<search::Hit> found, collection.Find(query, hide_gold));
      const Case one = MakeCase(analyzer, collection, query, std::move(found));
      const double chance = one.Answerability();
      chances.emplace_back(chance, !hide_gold);
      if (hide_gold || one.order.empty()) continue;
      const bool shown = chance >= RefusalThreshold();
      const bool right = one.right[one.best()];
      end_to_end += right ? 1 : 0;
      answered_right += right && shown ? 1 : 0;
      const bool cites = CitesGold(analyzer, one, query);
      cites_gold += cites ? 1 : 0;
      shown_cites_gold += cites && shown ? 1 : 0;
    }
  }
  std::printf(
      "%-18s questions %.0f  sentence in gold passage hit@1 %.4f hit@3 %.4f  first sentence in all "
      "%.4f, and not refused %.4f  gold in what is cited %.4f, and not refused %.4f\n",
      collection.name().c_str(), questions, first / questions, among_three / questions,
      end_to_end / questions, answered_right / questions, cites_gold / questions,
      shown_cites_gold / questions);
  PrintRefusal("", chances, 0.05);
  return {};
}

}  // namespace wenyuan::answer
