// Fits the coefficients of the choice of sentences and of refusal to public test collections, and
// measures them on others. `wenyuan_answer_train` without arguments says how.

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <fstream>
#include <iostream>
#include <numeric>
#include <span>
#include <sstream>
#include <string>
#include <vector>

#include "answerability.h"
#include "collection.h"
#include "evidence.h"
#include "fitting.h"
#include "question_reading.h"
#include "sentence_ranker.h"
#include "wenyuan/eval/answers.h"

namespace wenyuan::answer {
namespace {

constexpr double kFalseRefusal = 0.05;
constexpr std::string_view kUsage =
    "usage: wenyuan_answer_train choice  DICTIONARY DATA SET…\n"
    "       wenyuan_answer_train refusal DICTIONARY DATA SET…\n"
    "       wenyuan_answer_train measure DICTIONARY DATA SET…\n"
    "\n"
    "choice writes libs/answer/src/sentence_model.h; build again, and let refusal write\n"
    "libs/answer/src/answerability_model.h; build again, and measure on other sets. SET is a "
    "folder of DATA (cmrc2018) or a part of one (xquad.zh).\n";

struct Case {
  QuestionReading question;
  std::vector<search::Hit> hits;
  Evidence evidence;
  std::vector<bool> right;  // by candidate: of a relevant document, and has a gold answer
};

Case MakeCase(const text::Analyzer& analyzer, const Collection& collection,
              const eval::JudgedQuery& query, std::vector<search::Hit> hits) {
  Case made;
  made.question = ReadQuestion(analyzer, query.text);
  made.hits = std::move(hits);
  made.evidence = GatherEvidence(analyzer, made.question, made.hits);
  for (const Candidate& candidate : made.evidence.candidates) {
    const Passage& passage = made.evidence.passages[candidate.passage];
    const std::string_view text = passage.Text(candidate);
    made.right.push_back(
        collection.IsRelevant(query, *passage.hit) &&
        std::any_of(query.answers.begin(), query.answers.end(),
                    [text](const std::string& answer) { return eval::Contains(text, answer); }));
  }
  return made;
}

std::vector<std::size_t> Order(const std::vector<double>& chances) {
  std::vector<std::size_t> order(chances.size());
  for (std::size_t i = 0; i < order.size(); ++i) order[i] = i;
  std::stable_sort(order.begin(), order.end(), [&](std::size_t left, std::size_t right) {
    return chances[left] > chances[right];
  });
  return order;
}

template <typename Row>
std::vector<double> AsVector(const Row& row) {
  return {row.begin(), row.end()};
}

EvidenceFeatures FeaturesOfBest(const Case& one) {
  const std::vector<double> chances =
      RankSentences(FeaturesOfSentences(one.question, one.evidence));
  return FeaturesOfEvidence(one.question, one.evidence, Order(chances).front());
}

std::string Numbers(const std::vector<double>& values) {
  std::ostringstream text;
  text.precision(6);
  for (std::size_t i = 0; i < values.size(); ++i) text << (i > 0 ? ", " : "") << values[i];
  return text.str();
}

void WriteHeader(const std::string& name, const std::string& sets, const std::string& body) {
  const std::filesystem::path folder = "libs/answer/src";
  std::ofstream file(folder / (name + "_model.h"));
  file << "// Written by wenyuan_answer_train (libs/answer/bench), fitted on\n// " << sets
       << ".\n// Do not edit; train again.\n#pragma once\n\n#include \""
       << (name == "sentence" ? "sentence_ranker.h" : "answerability.h")
       << "\"\n\nnamespace wenyuan::answer {\n\n"
       << body << "\n}  // namespace wenyuan::answer\n";
}

using Collections = std::vector<std::unique_ptr<Collection>>;

Result<void> TrainChoice(const text::Analyzer& analyzer, const Collections& collections,
                         const std::string& sets) {
  std::vector<Group> groups;
  for (const auto& collection : collections) {
    for (const eval::JudgedQuery& query : collection->queries()) {
      if (!collection->HasGold(query)) continue;
      WY_TRY(std::vector<search::Hit> found, collection->Find(query, false));
      std::vector<std::vector<search::Hit>> lists;
      lists.push_back({collection->GoldPassage(query)});
      lists.push_back(std::move(found));
      for (auto& list : lists) {
        const Case one = MakeCase(analyzer, *collection, query, std::move(list));
        Group& group = groups.emplace_back();
        group.right = one.right;
        for (const SentenceFeatures& row : FeaturesOfSentences(one.question, one.evidence)) {
          group.rows.push_back(AsVector(row));
        }
      }
    }
  }
  WriteHeader("sentence", sets,
              "inline constexpr SentenceFeatures kSentenceWeights = {" +
                  Numbers(FitChoice(groups)) + "};\n");
  return {};
}

struct JudgedEvidence {
  std::vector<std::vector<double>> rows;
  std::vector<bool> answerable;
};

// Every question twice: as it is, and with its relevant documents hidden.
Result<JudgedEvidence> JudgeEvidence(const text::Analyzer& analyzer,
                                     const Collections& collections) {
  JudgedEvidence judged;
  for (const auto& collection : collections) {
    for (const eval::JudgedQuery& query : collection->queries()) {
      if (!collection->HasGold(query)) continue;
      for (const bool hide_gold : {false, true}) {
        WY_TRY(std::vector<search::Hit> found, collection->Find(query, hide_gold));
        const Case one = MakeCase(analyzer, *collection, query, std::move(found));
        const bool answerable = std::any_of(one.hits.begin(), one.hits.end(), [&](const auto& hit) {
          return collection->IsRelevant(query, hit);
        });
        if (one.evidence.candidates.empty() || answerable == hide_gold) continue;
        judged.rows.push_back(AsVector(FeaturesOfBest(one)));
        judged.answerable.push_back(answerable);
      }
    }
  }
  return judged;
}

double Chance(const Logistic& model, const std::vector<double>& row) {
  const double score =
      std::inner_product(row.begin(), row.end(), model.weights.begin(), model.bias);
  return 1 / (1 + std::exp(-score));
}

// Where the shares of wrong refusals and of wrong answers, added up, are least.
double BestThreshold(const Logistic& model, const JudgedEvidence& judged) {
  std::vector<std::pair<double, bool>> chances;
  for (std::size_t i = 0; i < judged.rows.size(); ++i) {
    chances.emplace_back(Chance(model, judged.rows[i]), judged.answerable[i]);
  }
  std::sort(chances.begin(), chances.end());
  const auto answerable =
      static_cast<double>(std::count(judged.answerable.begin(), judged.answerable.end(), true));
  const double others = static_cast<double>(chances.size()) - answerable;
  double wrong = 1;  // at 0 nothing is refused
  double least = wrong;
  double best = 0;
  for (const auto& [chance, is_answerable] : chances) {
    if (wrong < least) {
      least = wrong;
      best = chance;
    }
    wrong += is_answerable ? 1 / answerable : -1 / others;
  }
  return best;
}

Result<void> TrainRefusal(const text::Analyzer& analyzer, const Collections& collections,
                          const std::string& sets) {
  WY_TRY(const JudgedEvidence judged, JudgeEvidence(analyzer, collections));
  const Logistic model = FitLogistic(judged.rows, judged.answerable);
  WriteHeader("answerability", sets,
              "inline constexpr EvidenceFeatures kAnswerabilityWeights = {" +
                  Numbers(model.weights) + "};\ninline constexpr double kAnswerabilityBias = " +
                  Numbers({model.bias}) + ";\ninline constexpr double kRefusalThreshold = " +
                  Numbers({BestThreshold(model, judged)}) + ";\n");
  return {};
}

// The share of the values that are below `bound`.
double Below(const std::vector<double>& values, double bound) {
  const auto below =
      std::count_if(values.begin(), values.end(), [bound](double value) { return value < bound; });
  return static_cast<double>(below) / static_cast<double>(std::max<std::size_t>(values.size(), 1));
}

Result<void> Measure(const text::Analyzer& analyzer, const Collection& collection) {
  std::size_t questions = 0;
  std::size_t first = 0;
  std::size_t among_three = 0;
  std::size_t end_to_end = 0;
  std::vector<double> with_gold;
  std::vector<double> without_gold;
  for (const eval::JudgedQuery& query : collection.queries()) {
    if (!collection.HasGold(query) || query.answers.empty()) continue;
    ++questions;
    const Case gold = MakeCase(analyzer, collection, query, {collection.GoldPassage(query)});
    const std::vector<std::size_t> order =
        Order(RankSentences(FeaturesOfSentences(gold.question, gold.evidence)));
    if (!order.empty() && gold.right[order.front()]) ++first;
    for (std::size_t i = 0; i < std::min<std::size_t>(3, order.size()); ++i) {
      if (gold.right[order[i]]) {
        ++among_three;
        break;
      }
    }
    for (const bool hide_gold : {false, true}) {
      WY_TRY(std::vector<search::Hit> found, collection.Find(query, hide_gold));
      const Case one = MakeCase(analyzer, collection, query, std::move(found));
      std::vector<double>& values = hide_gold ? without_gold : with_gold;
      if (one.evidence.candidates.empty()) {
        values.push_back(0);
        continue;
      }
      const std::vector<double> chances =
          RankSentences(FeaturesOfSentences(one.question, one.evidence));
      const std::size_t best = Order(chances).front();
      if (one.right[best]) ++end_to_end;
      values.push_back(Answerability(one.question, one.evidence, best));
    }
  }
  std::vector<double> sorted = with_gold;
  std::sort(sorted.begin(), sorted.end());
  const double own =
      sorted[static_cast<std::size_t>(static_cast<double>(sorted.size()) * kFalseRefusal)];
  const auto all = static_cast<double>(questions);
  std::printf(
      "%-14s questions %zu  sentence in gold passage hit@1 %.4f hit@3 %.4f  end to end %.4f\n"
      "               refused without gold at 5 %% false refusal %.4f; as shipped %.4f, false "
      "%.4f\n",
      collection.name().c_str(), questions, static_cast<double>(first) / all,
      static_cast<double>(among_three) / all, static_cast<double>(end_to_end) / all,
      Below(without_gold, own), Below(without_gold, RefusalThreshold()),
      Below(with_gold, RefusalThreshold()));
  std::fflush(stdout);
  return {};
}

Result<void> Run(std::span<char*> arguments) {
  const std::string verb = arguments[1];
  WY_TRY(const auto analyzer, text::MakeAnalyzer({arguments[2], {}}));
  Collections collections;
  std::string sets;
  for (std::size_t i = 4; i < arguments.size(); ++i) {
    WY_TRY(auto collection, Collection::Open(*analyzer, arguments[3], arguments[i]));
    sets += (sets.empty() ? "" : " ") + std::string(arguments[i]);
    if (verb == "measure") {
      WY_CHECK(Measure(*analyzer, *collection));
    } else {
      collections.push_back(std::move(collection));
    }
  }
  if (verb == "choice") return TrainChoice(*analyzer, collections, sets);
  if (verb == "refusal") return TrainRefusal(*analyzer, collections, sets);
  return {};
}

}  // namespace
}  // namespace wenyuan::answer

int main(int count, char** values) {
  const std::span arguments(values, static_cast<std::size_t>(count));
  const std::string verb = count > 1 ? values[1] : "";
  if ((verb != "choice" && verb != "refusal" && verb != "measure") || count < 5) {
    std::cerr << wenyuan::answer::kUsage;
    return 2;
  }
  const auto done = wenyuan::answer::Run(arguments);
  if (!done) {
    std::cerr << done.error().message << "\n";
    return 1;
  }
  return 0;
}
