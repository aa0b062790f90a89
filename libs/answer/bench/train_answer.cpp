// Fits the choice of sentences and refusal to the training parts of public test collections, and
// measures them on what is not in these. `wenyuan_answer_train` without arguments says how.

#include <algorithm>
#include <cmath>
#include <iostream>
#include <map>
#include <set>
#include <span>
#include <sstream>
#include <string>
#include <vector>

#include "boosting.h"
#include "caching_analyzer.h"
#include "cases.h"
#include "compression.h"
#include "fitting.h"
#include "measuring.h"
#include "model_files.h"
#include "wenyuan/http/endpoint.h"
#include "wenyuan/llm_openai/models.h"

namespace wenyuan::answer {
namespace {

constexpr std::string_view kUsage =
    "usage: wenyuan_answer_train choice  DICTIONARY DATA SET…\n"
    "       wenyuan_answer_train refusal DICTIONARY DATA SET…\n"
    "       wenyuan_answer_train measure DICTIONARY DATA [every=N] SET…\n"
    "       wenyuan_answer_train compress DICTIONARY DATA [every=N] [reranker=ADDRESS] SET…\n"
    "\n"
    "choice writes libs/answer/src/evidence/sentence_model.h; build again, and let refusal write\n"
    "libs/answer/src/evidence/answerability_model.h; build again, and measure. compress: what is "
    "kept\n"
    "of the answers in so many characters, by words or by the attention of a reranker on a\n"
    "wenyuan-model (unix:/path/model.sock). SET is a folder of DATA (cmrc2018), a part of one\n"
    "(xquad.zh) or the path of such a folder (training_data.py makes some). Which questions of a "
    "set are trained on and which reported: PartOf in cases.cpp.\n";

constexpr std::string_view kEvery = "every=";
constexpr std::string_view kReranker = "reranker=";

std::vector<float> AsVector(std::span<const float> row) { return {row.begin(), row.end()}; }

// A set counts by the square root of its size, so that the largest does not decide alone.
float WeightOf(const std::map<std::string, double>& sizes, const std::string& set) {
  return static_cast<float>(1 / std::sqrt(sizes.at(set)));
}

struct Fitted {
  std::string set;
  search::RankedGroup group;
};

std::vector<search::RankedGroup> Weighted(std::vector<Fitted> fitted) {
  std::map<std::string, double> sizes;
  for (const Fitted& one : fitted) ++sizes[one.set];
  float sum = 0;
  for (Fitted& one : fitted) sum += one.group.weight = WeightOf(sizes, one.set);
  std::vector<search::RankedGroup> groups;
  for (Fitted& one : fitted) {
    one.group.weight *= static_cast<float>(fitted.size()) / sum;
    groups.push_back(std::move(one.group));
  }
  return groups;
}

using Collections = std::vector<std::unique_ptr<Collection>>;

Result<void> TrainChoice(CachingAnalyzer& analyzer, const Collections& collections,
                         const std::string& sets) {
  std::vector<Fitted> fitted;
  for (const auto& collection : collections) {
    for (const eval::JudgedQuery& query : collection->queries()) {
      if (!collection->HasGold(query) || PartOf(*collection, query) == Part::kReported) continue;
      WY_TRY(std::vector<search::Hit> found, collection->Find(query, false));
      std::vector<std::vector<search::Hit>> lists;
      lists.push_back({collection->GoldPassage(query)});
      lists.push_back(std::move(found));
      for (auto& list : lists) {
        const Case one = MakeCase(analyzer, *collection, query, std::move(list));
        const auto right = std::count(one.right.begin(), one.right.end(), true);
        if (right == 0 || static_cast<std::size_t>(right) == one.right.size()) continue;
        search::RankedGroup& group = fitted.emplace_back(Fitted{collection->name(), {}}).group;
        group.grades.assign(one.right.begin(), one.right.end());
        for (const SentenceFeatures& row : one.sentences) group.rows.push_back(AsVector(row));
      }
    }
    analyzer.Forget();
  }
  search::BoostingOptions options;
  options.trees = 150;
  options.depth = 4;
  options.step = 0.1;
  WY_TRY(const auto boosting, search::Train(Weighted(std::move(fitted)), options));
  WY_TRY(const search::Trees trees, boosting->Export());
  WriteModel("sentence", "Sentence", sets, trees, "");
  return {};
}

// What more of never speaks against there being an answer, and what never for it.
std::vector<int> Directions() {
  std::vector<int> directions(kEvidenceFeatures);
  for (const EvidenceFeature feature : {EvidenceFeature::kPassageCoverage,
                                        EvidenceFeature::kSentenceCoverage,
                                        EvidenceFeature::kFocusOfPassage,
                                        EvidenceFeature::kFocusOfSentence,
                                        EvidenceFeature::kPairsOfPassage,
                                        EvidenceFeature::kPairsOfSentence,
                                        EvidenceFeature::kAround,
                                        EvidenceFeature::kUnion,
                                        EvidenceFeature::kShare,
                                        EvidenceFeature::kShareOfFirst,
                                        EvidenceFeature::kTypeFits,
                                        EvidenceFeature::kTypedCoverage,
                                        EvidenceFeature::kNames,
                                        EvidenceFeature::kNamesOfSentence,
                                        EvidenceFeature::kRun,
                                        EvidenceFeature::kWordsOfPassage,
                                        EvidenceFeature::kWordsOfSentence,
                                        EvidenceFeature::kWordsAround,
                                        EvidenceFeature::kBodyOfPassage,
                                        EvidenceFeature::kBodyOfSentence,
                                        EvidenceFeature::kBodyAround,
                                        EvidenceFeature::kKnownNames,
                                        EvidenceFeature::kKnownNamesOfSentence,
                                        EvidenceFeature::kBodyFocusOfSentence,
                                        EvidenceFeature::kBodyFocusOfPassage,
                                        EvidenceFeature::kFirstWord}) {
    directions[static_cast<std::size_t>(feature)] = 1;
  }
  for (const EvidenceFeature feature :
       {EvidenceFeature::kIdentifiersMissing, EvidenceFeature::kHeaviestMissing,
        EvidenceFeature::kBodyHeaviestMissing, EvidenceFeature::kWordsMissing,
        EvidenceFeature::kWordsMissingInSentence}) {
    directions[static_cast<std::size_t>(feature)] = -1;
  }
  return directions;
}

std::string Constant(const std::string& name, double value) {
  std::ostringstream text;
  text.precision(6);
  text << "inline constexpr double " << name << " = " << value << ";\n";
  return text.str();
}

// Where the shares of wrong refusals and of wrong answers, added up, are least.
double BestThreshold(const Judged& chances) {
  double least = 2;
  double best = 0;
  for (double bound = 0.02; bound < 1; bound += 0.01) {
    const double wrong = ShareBelow(chances, true, bound) + 1 - ShareBelow(chances, false, bound);
    if (wrong < least) {
      least = wrong;
      best = bound;
    }
  }
  return best;
}

Result<void> TrainRefusal(CachingAnalyzer& analyzer, const Collections& collections,
                          const std::string& sets) {
  std::vector<Fitted> fitted;
  std::vector<Fitted> held;
  std::set<std::string> known;
  for (const auto& collection : collections) {
    const std::string set = collection->name();
    // The same questions again are those of the set over more documents.
    const bool again = !known.insert(set).second;
    const auto keep = [&](const std::string& name) {
      return [&, name](const Case& one, bool answerable, Part part) {
        if (part == Part::kReported || DoubtOf(one.question, one.evidence, one.best()) > 0) return;
        search::RankedGroup group;
        group.rows.push_back(AsVector(one.EvidenceOfBest()));
        group.grades.push_back(answerable ? 1 : 0);
        (part == Part::kTraining ? fitted : held).push_back({name, std::move(group)});
      };
    };
    WY_CHECK(EachEvidence(analyzer, *collection, keep(set + (again ? ", joint" : ""))));
    if (!again && !set.starts_with("dragonball") && set != "dureader-demo") {
      WY_CHECK(EachEvidenceOfSmallLibraries(analyzer, *collection, keep(set + ", small")));
    }
    analyzer.Forget();
  }
  search::BoostingOptions options;
  options.objective = "binary:logistic";
  options.trees = 250;
  options.depth = 4;
  options.step = 0.05;
  options.monotone = Directions();
  WY_TRY(const auto boosting, search::Train(Weighted(std::move(fitted)), options));
  WY_TRY(const search::Trees trees, boosting->Export());
  Judged scores;
  for (const Fitted& one : held) {
    const float score = search::SumOfTrees(trees.nodes, trees.roots, one.group.rows.front());
    scores.emplace_back(static_cast<double>(score), one.group.grades.front() > 0);
  }
  const Calibration fit = Calibrate(scores);
  for (auto& [score, is_true] : scores) {
    score = 1 / (1 + std::exp(-(fit.slope * score + fit.bias)));
  }
  WriteModel("answerability", "Answerability", sets, trees,
             Constant("kCalibrationSlope", fit.slope) + Constant("kCalibrationBias", fit.bias) +
                 Constant("kRefusalThreshold", BestThreshold(scores)));
  std::cerr << held.size() << " held for calibration: error " << CalibrationError(scores)
            << ", AUC " << AreaUnderCurve(scores) << "\n";
  return {};
}

Result<std::unique_ptr<llm::TextWeigher>> AttentionAt(const std::string& address) {
  llm_openai::ServerOptions options;
  WY_TRY(options.endpoint, http::ParseEndpoint(address));
  options.attempt_time = std::chrono::minutes(10);
  return std::unique_ptr<llm::TextWeigher>(llm_openai::MakeReranker(options));
}

Result<void> Run(std::span<char*> arguments) {
  const std::string verb = arguments[1];
  WY_TRY(const auto dictionary, text::MakeAnalyzer({arguments[2], {}}));
  CachingAnalyzer analyzer(*dictionary);
  Collections collections;
  std::string sets;
  std::size_t every = 1;
  std::unique_ptr<llm::TextWeigher> attention;
  for (std::size_t i = 4; i < arguments.size(); ++i) {
    if (const std::string_view text = arguments[i]; text.starts_with(kEvery)) {
      every = std::max(std::stoul(std::string(text.substr(kEvery.size()))), 1UL);
      continue;
    }
    if (const std::string_view text = arguments[i]; text.starts_with(kReranker)) {
      WY_TRY(attention, AttentionAt(std::string(text.substr(kReranker.size()))));
      continue;
    }
    if (verb == "compress") {
      WY_CHECK(MeasureCompression(analyzer, arguments[3], arguments[i], {every, attention.get()}));
      analyzer.Forget();
      continue;
    }
    WY_TRY(auto collection, Collection::Open(analyzer, arguments[3], arguments[i]));
    const bool joint = sets.find(collection->name()) != std::string::npos;
    sets += std::string(sets.empty() ? "" : " ") + (joint ? "joint/" : "") + collection->name();
    if (verb == "measure") {
      WY_CHECK(Measure(analyzer, *collection, every));
      analyzer.Forget();
    } else {
      collections.push_back(std::move(collection));
    }
  }
  if (verb == "choice") return TrainChoice(analyzer, collections, sets);
  if (verb == "refusal") return TrainRefusal(analyzer, collections, sets);
  return {};
}

}  // namespace
}  // namespace wenyuan::answer

int main(int count, char** values) {
  const std::span arguments(values, static_cast<std::size_t>(count));
  const std::string verb = count > 1 ? values[1] : "";
  if (count < 5 ||
      (verb != "choice" && verb != "refusal" && verb != "measure" && verb != "compress")) {
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
