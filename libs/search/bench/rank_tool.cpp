// Measures what happens to hits behind retrieval on public test collections.
// `wenyuan_search_rank` without arguments says how.

#include <time.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <iterator>
#include <map>
#include <set>
#include <span>
#include <sstream>
#include <string>
#include <vector>

#include "boosting.h"
#include "pool.h"
#include "rank/rerank_features.h"
#include "rerank_cases.h"
#include "wenyuan/eval/answers.h"
#include "wenyuan/eval/retrieval.h"
#include "wenyuan/search/compress.h"
#include "wenyuan/search/diversity.h"
#include "wenyuan/search/freshness.h"
#include "wenyuan/search/near_duplicates.h"
#include "wenyuan/search/tree_ensemble.h"
#include "wenyuan/text/utf8.h"

namespace wenyuan::search {
namespace {

constexpr std::string_view kUsage =
    "usage: wenyuan_search_rank compress DICTIONARY DATA SET…\n"
    "       wenyuan_search_rank train DICTIONARY DATA SET…\n"
    "       wenyuan_search_rank diversity DICTIONARY DATA SET…\n"
    "       wenyuan_search_rank speed DICTIONARY DATA SET…\n"
    "\n"
    "compress: how many questions keep their answer when the 5 best whole documents are shortened\n"
    "to so many characters.\n"
    "train: fits the reranker to one half of each set (by document; sets after -- are only "
    "measured),\n"
    "prints what it does to the other halves, alone and with each set left out of training, and\n"
    "writes libs/search/src/rank/rerank_model.h.\n"
    "diversity: what marginal relevance does to ten passages of the development halves, by "
    "lambda.\n"
    "speed: CPU time of each step for so many hits.\n"
    "SET is a folder of DATA (cmrc2018) or a part of one (xquad.zh).\n";

bool HasAnswer(const eval::JudgedQuery& query, std::string_view text) {
  return std::any_of(query.answers.begin(), query.answers.end(),
                     [text](const std::string& answer) { return eval::Contains(text, answer); });
}

Result<void> MeasureCompression(const text::Analyzer& analyzer, const Pool& pool) {
  constexpr std::array<std::size_t, 6> kKeep = {150, 250, 400, 600, 900, 1'000'000};
  for (const bool development : {true, false}) {
    std::size_t questions = 0;
    std::array<std::size_t, kKeep.size()> kept{};
    std::array<double, kKeep.size()> ratios{};
    std::size_t before = 0;
    for (const eval::JudgedQuery& query : pool.queries()) {
      if (query.answers.empty() || query.relevant.empty()) continue;
      if (Pool::ForDevelopment(query.relevant.begin()->first) != development) continue;
      ++questions;
      const text::AnalyzedQuery analyzed = analyzer.Query(query.text);
      WY_TRY(const std::vector<Hit> hits, pool.Find(analyzed, 5));
      for (std::size_t i = 0; i < kKeep.size(); ++i) {
        CompressOptions options;
        options.budget_tokens = kKeep[i];
        options.count = text::CountCharacters;
        options.count_headings = false;
        const Compressed compressed = Compress(analyzer, analyzed, hits, options);
        std::string text;
        for (const CompressedPassage& passage : compressed.passages) {
          text += TextOf(passage, hits) + "\n";
        }
        if (HasAnswer(query, text)) ++kept[i];
        ratios[i] += compressed.ratio;
        if (i == 0) before += compressed.tokens_before;
      }
    }
    const auto all = static_cast<double>(std::max<std::size_t>(questions, 1));
    std::printf("%-12s %s %5zu questions, %.0f characters:", pool.name().c_str(),
                development ? "dev " : "held", questions, static_cast<double>(before) / all);
    for (std::size_t i = 0; i < kKeep.size(); ++i) {
      std::printf("  %zu %.4f (%.1fx)", kKeep[i], static_cast<double>(kept[i]) / all,
                  ratios[i] / all);
    }
    std::printf("\n");
    std::fflush(stdout);
  }
  return {};
}

// Ranking and number of different documents among ten passages.
Result<void> MeasureDiversity(const text::Analyzer& analyzer, const Pool& pool) {
  for (const double lambda : {1.0, 0.95, 0.9, 0.8, 0.7}) {
    eval::Run run;
    eval::Judgments judgments;
    double documents = 0;
    for (const eval::JudgedQuery& query : pool.queries()) {
      if (query.relevant.empty() || !Pool::ForDevelopment(query.relevant.begin()->first)) continue;
      const text::AnalyzedQuery analyzed = analyzer.Query(query.text);
      WY_TRY(std::vector<Hit> hits, pool.Find(analyzed, 30));
      if (lambda < 1) Diversify(analyzer, analyzed, {10, lambda}, hits);
      if (hits.size() > 10) hits.resize(10);
      std::set<std::string> different;
      for (const Hit& hit : hits) {
        run[query.id].push_back({hit.document.id, hit.score});
        different.insert(hit.document.id);
      }
      judgments[query.id] = query.relevant;
      documents += static_cast<double>(different.size());
    }
    const eval::RetrievalScores scores = eval::Score(run, judgments);
    std::printf("%-14s lambda %.2f  hit@1 %.4f hit@5 %.4f nDCG@10 %.4f  documents in ten %.2f\n",
                pool.name().c_str(), lambda, scores.hit_at_1, scores.hit_at_5, scores.ndcg_at_10,
                documents / static_cast<double>(std::max<std::size_t>(scores.queries, 1)));
    std::fflush(stdout);
  }
  return {};
}

double CpuMicroseconds() {
  timespec now{};
  clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
  return static_cast<double>(now.tv_sec) * 1e6 + static_cast<double>(now.tv_nsec) / 1e3;
}

Result<void> MeasureSpeed(const text::Analyzer& analyzer, const Pool& pool) {
  constexpr std::size_t kQuestions = 40;
  for (const std::size_t count :
       {std::size_t{10}, std::size_t{30}, std::size_t{100}, std::size_t{300}}) {
    std::map<std::string, double> spent;
    for (std::size_t i = 0; i < std::min(kQuestions, pool.queries().size()); ++i) {
      const std::string& question = pool.queries()[i].text;
      const text::AnalyzedQuery query = analyzer.Query(question);
      WY_TRY(const std::vector<Hit> found, pool.Find(query, count));
      const auto time = [&](const char* name, const auto& step) {
        std::vector<Hit> hits = found;
        const double begun = CpuMicroseconds();
        step(hits);
        spent[name] += (CpuMicroseconds() - begun) / kQuestions;
      };
      time("collapse", [](auto& hits) { CollapseNearDuplicates(hits); });
      time("time", [&](auto& hits) { HonourTime(question + "最新", 0, hits); });
      time("features (30)", [&](auto& hits) {
        FeaturesOfHits(analyzer, question, query,
                       std::span(hits).first(std::min<std::size_t>(30, hits.size())));
      });
      time("diversify k=10", [&](auto& hits) { Diversify(analyzer, query, {}, hits); });
      time("neighbours", [](auto& hits) { JoinNeighbours(hits, 1000); });
      time("compress", [&](auto& hits) { Compress(analyzer, query, hits, {}); });
    }
    std::printf("%-14s %4zu hits, us:", pool.name().c_str(), count);
    for (const auto& [name, microseconds] : spent)
      std::printf("  %s %.0f", name.c_str(), microseconds);
    std::printf("\n");
  }
  // A library: all its passages, and then all of them again.
  std::vector<std::string> texts = pool.Texts();
  for (const std::size_t share : {std::size_t{4}, std::size_t{2}, std::size_t{1}}) {
    const std::size_t size = texts.size() / share;
    const auto finder =
        MakeNearDuplicates([&texts, size](std::uint32_t number) { return texts[number % size]; });
    std::size_t near = 0;
    const double begun = CpuMicroseconds();
    for (std::size_t i = 0; i < 2 * size; ++i) near += finder->Add(texts[i % size]) ? 1 : 0;
    std::printf("%-14s %zu passages twice: %.1f us each, %zu near\n", pool.name().c_str(), size,
                (CpuMicroseconds() - begun) / static_cast<double>(2 * size), near);
    std::fflush(stdout);
  }
  return {};
}

constexpr std::size_t kDepth = 30;

// More of these never speaks against a passage.
BoostingOptions Options() {
  BoostingOptions options;
  options.monotone.resize(kRerankFeatures);
  for (const RerankFeature feature :
       {RerankFeature::kScore, RerankFeature::kCoverage, RerankFeature::kSimilarity,
        RerankFeature::kBodyCoverage, RerankFeature::kWholeCoverage, RerankFeature::kPairCoverage,
        RerankFeature::kTitleCoverage, RerankFeature::kHeadingCoverage,
        RerankFeature::kBestCoverage, RerankFeature::kLongestRun, RerankFeature::kOrder,
        RerankFeature::kNarrowWindow, RerankFeature::kWideWindow, RerankFeature::kNumbers}) {
    options.monotone[static_cast<std::size_t>(feature)] = 1;
  }
  options.monotone[static_cast<std::size_t>(RerankFeature::kSimilarityBelow)] = -1;
  return options;
}

// Our own reading of the trees must say what the library says, but for its constant.
Result<void> CheckExport(const Boosting& boosting, const Trees& trees,
                         const std::vector<std::vector<float>>& rows) {
  WY_TRY(const std::vector<float> theirs, boosting.Predict(rows));
  const auto ours = [&](std::size_t i) { return SumOfTrees(trees.nodes, trees.roots, rows[i]); };
  for (std::size_t i = 0; i < rows.size(); ++i) {
    if (std::abs(ours(i) - ours(0) - (theirs[i] - theirs[0])) > 1e-4F) {
      return Error{ErrorCode::kInternal, "the exported trees do not say what the library says"};
    }
  }
  return {};
}

Result<Trees> TrainOn(const std::vector<RerankCase>& cases, const std::vector<std::string>& sets) {
  WY_TRY(const auto boosting, Train(GroupsOf(cases, sets), Options()));
  WY_TRY(Trees trees, boosting->Export());
  WY_CHECK(CheckExport(*boosting, trees, cases.front().rows));
  return trees;
}

ScoreRows Scorer(const Trees& trees) {
  return [&trees](const std::vector<std::vector<float>>& matrix) {
    std::vector<float> scores;
    for (const auto& row : matrix) scores.push_back(SumOfTrees(trees.nodes, trees.roots, row));
    return scores;
  };
}

std::string FloatLiteral(float value) {
  std::ostringstream text;
  text.precision(9);
  text << value;
  const bool whole = text.str().find_first_of(".e") == std::string::npos;
  return text.str() + (whole ? ".0F" : "F");
}

void WriteModel(const Trees& trees, const std::string& sets) {
  std::ofstream file("libs/search/src/rank/rerank_model.h");
  file << "// Written by wenyuan_search_rank (libs/search/bench), fitted on the development halves "
          "of\n// "
       << sets
       << ".\n// Do not edit; train again.\n#pragma once\n\n#include <array>\n\n"
          "#include \"wenyuan/search/tree_ensemble.h\"\n\nnamespace wenyuan::search {\n\n// "
          "clang-format off\n"
          "inline constexpr std::array<TreeNode, "
       << trees.nodes.size() << "> kRerankNodes = {{\n";
  std::size_t root = 0;
  for (std::size_t i = 0; i < trees.nodes.size(); ++i) {
    const TreeNode& node = trees.nodes[i];
    if (root < trees.roots.size() && trees.roots[root] == i && root++ > 0) file << "\n";
    file << "{" << FloatLiteral(node.threshold) << "," << node.left << "," << node.right << ","
         << int{node.feature} << "," << (node.missing_left ? 1 : 0) << "},";
  }
  file << "}};\ninline constexpr std::array<std::uint32_t, " << trees.roots.size()
       << "> kRerankRoots = {";
  for (const std::uint32_t at : trees.roots) file << at << ",";
  file << "};\n// clang-format on\n\n}  // namespace wenyuan::search\n";
}

Result<void> TrainReranker(const text::Analyzer& analyzer, const std::filesystem::path& data,
                           std::span<char*> arguments) {
  std::vector<std::string> trained;
  std::vector<std::string> measured;
  bool only_measured = false;
  std::vector<RerankCase> cases;
  for (const char* const argument : arguments) {
    const std::string set = argument;
    if (set == "--") {
      only_measured = true;
      continue;
    }
    (only_measured ? measured : trained).push_back(set);
    WY_TRY(const auto pool, Pool::Open(analyzer, data, set, false));
    WY_TRY(auto found, CasesOf(analyzer, *pool, kDepth));
    std::move(found.begin(), found.end(), std::back_inserter(cases));
  }
  for (const std::string& left_out : trained) {
    std::vector<std::string> others;
    std::copy_if(trained.begin(), trained.end(), std::back_inserter(others),
                 [&](const std::string& set) { return set.substr(0, 5) != left_out.substr(0, 5); });
    WY_TRY(const Trees trees, TrainOn(cases, others));
    PrintComparison(cases, left_out, "left out", Scorer(trees));
  }
  WY_TRY(const Trees trees, TrainOn(cases, trained));
  for (const std::string& set : trained) PrintComparison(cases, set, "held out", Scorer(trees));
  for (const std::string& set : measured) PrintComparison(cases, set, "foreign", Scorer(trees));
  std::string sets;
  for (const std::string& set : trained) sets += (sets.empty() ? "" : " ") + set;
  WriteModel(trees, sets);
  return {};
}

Result<void> Run(std::span<char*> arguments) {
  WY_TRY(const auto analyzer, text::MakeAnalyzer({arguments[2], {}}));
  if (arguments[1] == std::string_view("train")) {
    return TrainReranker(*analyzer, arguments[3], arguments.subspan(4));
  }
  const std::string_view verb = arguments[1];
  for (const char* const set : arguments.subspan(4)) {
    WY_TRY(const auto pool, Pool::Open(*analyzer, arguments[3], set, verb == "compress"));
    if (verb == "compress") WY_CHECK(MeasureCompression(*analyzer, *pool));
    if (verb == "diversity") WY_CHECK(MeasureDiversity(*analyzer, *pool));
    if (verb == "speed") WY_CHECK(MeasureSpeed(*analyzer, *pool));
  }
  return {};
}

}  // namespace
}  // namespace wenyuan::search

int main(int count, char** values) {
  const std::span arguments(values, static_cast<std::size_t>(count));
  const std::string_view verb = count > 1 ? arguments[1] : "";
  if (count < 5 ||
      (verb != "compress" && verb != "train" && verb != "diversity" && verb != "speed")) {
    std::cerr << wenyuan::search::kUsage;
    return 2;
  }
  const auto done = wenyuan::search::Run(arguments);
  if (!done) {
    std::cerr << done.error().message << "\n";
    return 1;
  }
  return 0;
}
