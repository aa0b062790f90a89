// Fits and measures what a cross-encoder adds to the choice of a sentence and to refusal.
// `wenyuan_answer_pairs` without arguments says how.

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <fstream>
#include <iostream>
#include <map>
#include <string>
#include <vector>

#include "cases.h"
#include "evidence/pair_reading.h"
#include "fitting.h"
#include "logistic.h"
#include "wenyuan/answer/threshold.h"
#include "wenyuan/base/log_odds.h"
#include "wenyuan/http/endpoint.h"
#include "wenyuan/llm_openai/models.h"

namespace wenyuan::answer {
namespace {

constexpr std::string_view kUsage =
    "usage: wenyuan_answer_pairs train   DICTIONARY DATA RERANKER SET…\n"
    "       wenyuan_answer_pairs measure DICTIONARY DATA RERANKER [every=N] SET…\n"
    "\n"
    "RERANKER is the address of a wenyuan-model (unix:/path/model-1.sock). train writes\n"
    "libs/answer/src/evidence/pair_model.h from the questions held for calibration, which the\n"
    "reranker was not trained on; measure prints the figures of the reported ones, with and\n"
    "without it. SET: as wenyuan_answer_train has it.\n";
constexpr std::string_view kEvery = "every=";
constexpr double kLeastChance = 1e-6;

struct Read {
  Case one;
  PairScores scores;
  bool answerable = false;
};

// A case as a model of these weights sees it.
struct Weights {
  double chance = 1;
  double score = 0;
};

class Tool {
 public:
  Tool(const text::Analyzer& analyzer, const llm::Reranker& model)
      : analyzer_(analyzer), model_(model) {}

  Result<void> Add(const Collection& collection, Part part, std::size_t every) {
    std::size_t place = 0;
    for (const eval::JudgedQuery& query : collection.queries()) {
      if (!collection.HasGold(query) || query.answers.empty()) continue;
      if (PartOf(collection, query) != part || place++ % every != 0) continue;
      in_gold_.push_back(Look(collection, query, {collection.GoldPassage(query)}, true));
      for (const bool hide : {false, true}) {
        WY_TRY(std::vector<search::Hit> found, collection.Find(query, hide));
        cases_.push_back(Look(collection, query, std::move(found), !hide));
      }
    }
    return {};
  }

  void Train() const {
    const Weights weights = FitChoice();
    std::vector<std::pair<std::vector<double>, bool>> rows;
    for (const Read& read : cases_) {
      if (read.one.order.empty()) continue;
      const std::size_t best = BestOf(read, weights);
      const double chance = ChanceOf(read, best);
      if (chance <= 0 || !read.scores[best]) continue;
      const bool han = read.one.question.language == Language::kChinese;
      rows.push_back({{LogOdds(chance), *read.scores[best], han ? 1.0 : 0.0}, read.answerable});
    }
    const Logistic fit = FitLogistic(rows);
    std::ofstream file("libs/answer/src/evidence/pair_model.h");
    file << "// Written by wenyuan_answer_pairs (libs/answer/bench), docs/decisions/0362.\n"
            "// Do not edit; train again.\n"
            "#pragma once\n\nnamespace wenyuan::answer {\n\n"
            "// Of the logarithm of a sentence's chance, and of the model's log-odds.\n"
         << "constexpr double kChanceWeight = " << weights.chance
         << ";\nconstexpr double kScoreWeight = " << weights.score
         << ";\n\n// Of the log-odds of Answerability, of the model's, and what is added by the "
            "question's language.\n"
         << "constexpr double kAnswerabilityWeight = " << fit.weights[0]
         << ";\nconstexpr double kPairWeight = " << fit.weights[1]
         << ";\nconstexpr double kPairBiasHan = " << fit.bias + fit.weights[2]
         << ";\nconstexpr double kPairBiasOther = " << fit.bias
         << ";\n\n}  // namespace wenyuan::answer\n";
    std::fprintf(stderr, "%zu rows\n", rows.size());
  }

  void Print(const std::string& name) const {
    std::printf("%-16s %zu questions, right sentence in the gold passage %.4f -> %.4f\n",
                name.c_str(), in_gold_.size(), ShareRight(in_gold_, false),
                ShareRight(in_gold_, true));
    std::vector<Read> with_gold;
    for (const Read& read : cases_) {
      if (read.answerable) with_gold.push_back(read);
    }
    std::printf("%-16s first sentence right in all passages %.4f -> %.4f\n", "",
                ShareRight(with_gold, false), ShareRight(with_gold, true));
    for (const bool read_together : {false, true}) PrintRefusal(read_together);
    std::fflush(stdout);
  }

 private:
  Read Look(const Collection& collection, const eval::JudgedQuery& query,
            std::vector<search::Hit> hits, bool answerable) {
    Read read{MakeCase(analyzer_, collection, query, std::move(hits)), {}, answerable};
    const Evidence& evidence = read.one.evidence;
    const std::vector<double> likely = WithDoubts(read.one.question, evidence, read.one.chances);
    read.scores = ReadPairs(model_, query.text, evidence, LikeliestSentences(evidence, likely),
                            Deadline::Never());
    return read;
  }

  static std::size_t BestOf(const Read& read, const Weights& weights) {
    std::size_t best = read.one.best();
    double most = -1e300;
    for (std::size_t i = 0; i < read.scores.size(); ++i) {
      if (!read.scores[i]) continue;
      const double worth = weights.chance * std::log(std::max(read.one.chances[i], kLeastChance)) +
                           weights.score * *read.scores[i];
      if (worth > most) {
        most = worth;
        best = i;
      }
    }
    return best;
  }

  // The weights under which the right sentences of the gold passages and of all are the likeliest.
  [[nodiscard]] Weights FitChoice() const {
    Weights best;
    double most = -1e300;
    for (double chance = 0; chance <= 1.001; chance += 0.1) {
      for (double score = 0.1; score <= 1.501; score += 0.1) {
        const Weights weights{chance, score};
        double likely = 0;
        for (const auto* const list : {&in_gold_, &cases_}) {
          for (const Read& read : *list) {
            if (read.answerable) likely += LikelihoodOfRight(read, weights);
          }
        }
        if (likely > most) {
          most = likely;
          best = weights;
        }
      }
    }
    return best;
  }

  static double LikelihoodOfRight(const Read& read, const Weights& weights) {
    double right = 0;
    double all = 0;
    for (std::size_t i = 0; i < read.scores.size(); ++i) {
      if (!read.scores[i]) continue;
      const double worth =
          std::exp(weights.chance * std::log(std::max(read.one.chances[i], kLeastChance)) +
                   weights.score * *read.scores[i]);
      all += worth;
      if (read.one.right[i]) right += worth;
    }
    return right > 0 ? std::log(right / all) : 0;
  }

  static double ChanceOf(const Read& read, std::size_t best) {
    return Answerability(read.one.question, read.one.evidence, read.one.sentences, read.one.chances,
                         best);
  }

  static std::size_t Choose(const Read& read, bool read_together) {
    if (!read_together) return read.one.best();
    const Evidence& evidence = read.one.evidence;
    const std::vector<double> chances = WithDoubts(
        read.one.question, evidence, WithPairScores(evidence, read.one.chances, read.scores));
    return static_cast<std::size_t>(std::max_element(chances.begin(), chances.end()) -
                                    chances.begin());
  }

  static double ShareRight(const std::vector<Read>& reads, bool read_together) {
    double right = 0;
    for (const Read& read : reads) {
      if (!read.one.order.empty() && read.one.right[Choose(read, read_together)]) ++right;
    }
    return reads.empty() ? 0 : right / static_cast<double>(reads.size());
  }

  void PrintRefusal(bool read_together) const {
    Judged chances;
    for (const Read& read : cases_) {
      double chance = 0;
      if (!read.one.order.empty()) {
        const std::size_t best = Choose(read, read_together);
        chance = ChanceOf(read, best);
        if (read_together)
          chance = WithPairScore(chance, read.scores[best], read.one.question.language);
      }
      chances.emplace_back(chance, read.answerable);
    }
    const double shipped = RefusalThreshold();
    std::printf(
        "%-16s %s: refused without gold at 5 %% false refusals %.4f, at 10 %% %.4f; as shipped "
        "%.4f, false %.4f; AUC %.4f, calibration error %.4f\n",
        "", read_together ? "read together" : "words        ",
        ShareBelow(chances, false, BoundOf(chances, 0.05)),
        ShareBelow(chances, false, BoundOf(chances, 0.10)), ShareBelow(chances, false, shipped),
        ShareBelow(chances, true, shipped), AreaUnderCurve(chances), CalibrationError(chances));
  }

  const text::Analyzer& analyzer_;
  const llm::Reranker& model_;
  std::vector<Read> in_gold_;
  std::vector<Read> cases_;
};

Result<void> Run(const std::vector<std::string>& arguments) {
  WY_TRY(const auto analyzer, text::MakeAnalyzer({arguments[1], {}}));
  llm_openai::ServerOptions options;
  WY_TRY(options.endpoint, http::ParseEndpoint(arguments[3]));
  options.attempt_time = std::chrono::minutes(10);
  const auto model = llm_openai::MakeReranker(options);
  WY_TRY(const std::string name, model->Model(Deadline::After(std::chrono::seconds(30))));
  std::cerr << name << "\n";
  const bool train = arguments[0] == "train";
  Tool all(*analyzer, *model);
  std::size_t every = 1;
  for (std::size_t i = 4; i < arguments.size(); ++i) {
    if (arguments[i].starts_with(kEvery)) {
      every = std::max(std::stoul(arguments[i].substr(kEvery.size())), 1UL);
      continue;
    }
    WY_TRY(const auto collection, Collection::Open(*analyzer, arguments[2], arguments[i]));
    if (train) {
      WY_CHECK(all.Add(*collection, Part::kCalibration, every));
      continue;
    }
    Tool one(*analyzer, *model);
    WY_CHECK(one.Add(*collection, Part::kReported, every));
    one.Print(collection->name());
  }
  if (train) all.Train();
  return {};
}

}  // namespace
}  // namespace wenyuan::answer

int main(int argc, char** argv) {
  const std::vector<std::string> arguments(argv + 1, argv + argc);
  if (arguments.size() < 5 || (arguments[0] != "train" && arguments[0] != "measure")) {
    std::cerr << wenyuan::answer::kUsage;
    return 2;
  }
  const auto done = wenyuan::answer::Run(arguments);
  if (!done) std::cerr << "error: " << done.error().message << "\n";
  return done ? 0 : 1;
}
