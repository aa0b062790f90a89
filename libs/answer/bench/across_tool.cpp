// Fits and measures the choice of a sentence in another language than the question's.
// `wenyuan_answer_across` without arguments says how.

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdio>
#include <fstream>
#include <iostream>
#include <map>
#include <memory>
#include <numeric>
#include <optional>
#include <random>
#include <string>
#include <vector>

#include "across/sentence_choice.h"
#include "cases.h"
#include "logistic.h"
#include "wenyuan/base/log_odds.h"
#include "wenyuan/eval/answers.h"
#include "wenyuan/eval/collection.h"
#include "wenyuan/http/endpoint.h"
#include "wenyuan/llm_openai/models.h"

namespace wenyuan::answer {
namespace {

constexpr std::string_view kUsage =
    "usage: wenyuan_answer_across train   DICTIONARY DATA EMBEDDER\n"
    "       wenyuan_answer_across pairs   DICTIONARY DATA EMBEDDER RERANKER\n"
    "       wenyuan_answer_across measure DICTIONARY DATA EMBEDDER [RERANKER]\n"
    "\n"
    "EMBEDDER and RERANKER are addresses of a wenyuan-model (unix:/path/model-0.sock). train "
    "writes\n"
    "libs/answer/src/across/across_model.h from the training half of xquad, questions of each\n"
    "language over the passages of the other; pairs prints the numbers of across_pair_model.h by "
    "the part of\n"
    "it that the reranker was not trained on; measure prints the figures of the reported half.\n";
constexpr std::size_t kPassages = 20;  // that a search finds
constexpr std::size_t kNearest = 5;    // that are looked at
constexpr double kAnsweredWithoutGold = 0.08;
constexpr double kAnsweredTogether = 0.04;  // in libraries of all sizes
constexpr std::array<std::size_t, 4> kLibraries = {0, 10, 3, 1};
constexpr std::uint32_t kSeed = 1;

// Reads each text once.
class RememberingEmbedder final : public llm::Embedder {
 public:
  explicit RememberingEmbedder(const llm::Embedder& embedder) : embedder_(embedder) {}
  Result<llm::EmbedderInfo> Info(Deadline deadline) const override {
    return embedder_.Info(deadline);
  }
  Result<llm::Embeddings> Embed(llm::TextKind kind, std::span<const std::string> texts,
                                Deadline deadline) const override {
    auto& known = known_[kind];
    std::vector<std::string> unknown;
    for (const std::string& text : texts) {
      if (!known.contains(text)) unknown.push_back(text);
    }
    if (!unknown.empty()) {
      WY_TRY(const llm::Embeddings made, embedder_.Embed(kind, unknown, deadline));
      dimension_ = made.dimension;
      for (std::size_t i = 0; i < unknown.size(); ++i) {
        const auto row = made.values.begin() + static_cast<std::ptrdiff_t>(i * dimension_);
        known[unknown[i]].assign(row, row + dimension_);
      }
    }
    llm::Embeddings all;
    all.dimension = dimension_;
    for (const std::string& text : texts) {
      const std::vector<float>& vector = known.at(text);
      all.values.insert(all.values.end(), vector.begin(), vector.end());
    }
    return all;
  }

 private:
  const llm::Embedder& embedder_;
  mutable std::map<llm::TextKind, std::map<std::string, std::vector<float>>> known_;
  mutable std::uint32_t dimension_ = 0;
};

// Questions of one language and passages of the other; both files have the same ids.
struct Pair {
  std::string name;
  std::vector<eval::JudgedQuery> queries;
  std::map<std::string, std::vector<std::string>> answers;  // as the passages say them, by question
  std::vector<eval::CorpusDocument> documents;
};

Result<Pair> ReadPair(const std::string& data, const std::string& asked, const std::string& told) {
  Pair pair;
  pair.name = asked + " -> " + told;
  const std::string folder = data + "/xquad/";
  WY_TRY(pair.queries, eval::ReadQueries(folder + "queries." + asked + ".jsonl.gz"));
  WY_TRY(const auto twins, eval::ReadQueries(folder + "queries." + told + ".jsonl.gz"));
  for (const eval::JudgedQuery& twin : twins) pair.answers[twin.id] = twin.answers;
  WY_TRY(pair.documents, eval::ReadCorpus(folder + "corpus." + told + ".jsonl.gz"));
  return pair;
}

struct Judgement {
  AcrossChoice choice;
  bool right = false;  // the first sentence
  bool shown = false;  // one of those shown
  bool without_gold = false;
  Part part = Part::kTraining;
  std::size_t library = 0;  // its passages; 0: all
};

std::vector<search::Hit> HitsOf(const Pair& pair) {
  std::vector<search::Hit> hits;
  for (const auto& document : pair.documents) {
    search::Hit hit;
    hit.document.id = document.id;
    hit.chunk.text = document.text;
    hits.push_back(std::move(hit));
  }
  return hits;
}

std::string ArticleOf(const search::Hit& hit) {
  return hit.document.id.substr(0, hit.document.id.find('-'));
}

// The passages found in a library that has so many of them, 0: all. A small one has the gold
// passage or not, and of the others half are about the same as it.
std::vector<search::Hit> LibraryOf(const std::vector<search::Hit>& ranked, const std::string& gold,
                                   bool without_gold, std::size_t size, std::mt19937& random) {
  const auto is_gold = [&](const search::Hit& hit) { return hit.document.id == gold; };
  std::vector<search::Hit> hits = ranked;
  if (size == 0) {
    if (without_gold) std::erase_if(hits, is_gold);
    hits.resize(std::min(hits.size(), kPassages));
    return hits;
  }
  const auto the_gold = *std::find_if(ranked.begin(), ranked.end(), is_gold);
  std::erase_if(hits, is_gold);
  std::shuffle(hits.begin(), hits.end(), random);
  if (random() % 2 == 0) {
    std::stable_partition(hits.begin(), hits.end(), [&](const search::Hit& hit) {
      return ArticleOf(hit) == ArticleOf(the_gold);
    });
  }
  if (!without_gold) hits.insert(hits.begin(), the_gold);
  hits.resize(std::min(hits.size(), size));
  std::stable_sort(hits.begin(), hits.end(), [](const search::Hit& one, const search::Hit& other) {
    return *one.similarity > *other.similarity;
  });
  return hits;
}

Result<std::vector<Judgement>> Judge(const text::Analyzer& analyzer, const llm::Embedder& embedder,
                                     const PairReader& reader, const Pair& pair,
                                     std::optional<Part> only) {
  const std::vector<search::Hit> all = HitsOf(pair);
  std::vector<std::string> texts;
  for (const search::Hit& hit : all) texts.push_back(hit.chunk.text);
  WY_TRY(const auto passages, embedder.Embed(llm::TextKind::kPassage, texts, Deadline::Never()));
  std::vector<Judgement> judgements;
  std::mt19937 random(kSeed);
  for (const eval::JudgedQuery& query : pair.queries) {
    const Part part = PartOf("xquad.en", query.relevant.begin()->first);
    if (only && part != *only) continue;
    const std::vector<std::string> asked{query.text};
    WY_TRY(const auto vector, embedder.Embed(llm::TextKind::kQuery, asked, Deadline::Never()));
    std::vector<search::Hit> found = all;
    for (std::size_t i = 0; i < found.size(); ++i) {
      const auto row =
          passages.values.begin() + static_cast<std::ptrdiff_t>(i * passages.dimension);
      found[i].similarity =
          std::inner_product(vector.values.begin(), vector.values.end(), row, 0.0);
    }
    std::stable_sort(found.begin(), found.end(),
                     [](const search::Hit& one, const search::Hit& two) {
                       return *one.similarity > *two.similarity;
                     });
    const std::string& gold = query.relevant.begin()->first;
    const QuestionReading reading = ReadQuestion(analyzer, query.text);
    for (const std::size_t size : kLibraries) {
      for (const bool without_gold : {false, true}) {
        std::vector<search::Hit> hits = LibraryOf(found, gold, without_gold, size, random);
        hits.resize(std::min(hits.size(), kNearest));
        const Evidence evidence = GatherEvidence(analyzer, reading, hits);
        WY_TRY(const auto choice,
               ChooseAcross(analyzer, embedder, reader, reading, evidence, Deadline::Never()));
        if (!choice) continue;
        const auto right = [&](std::size_t candidate) {
          const Passage& passage = evidence.passages[evidence.candidates[candidate].passage];
          const std::string_view text = passage.Text(evidence.candidates[candidate]);
          const auto& answers = pair.answers.at(query.id);
          return passage.hit->document.id == gold &&
                 std::any_of(answers.begin(), answers.end(),
                             [&](const std::string& one) { return eval::Contains(text, one); });
        };
        judgements.push_back(
            {*choice, right(choice->candidates.front()),
             std::any_of(choice->candidates.begin(), choice->candidates.end(), right), without_gold,
             part, size});
      }
    }
  }
  return judgements;
}

double ShareOf(const std::vector<Judgement>& judgements, const auto& of, const auto& that) {
  double count = 0;
  double all = 0;
  for (const Judgement& one : judgements) {
    if (!of(one)) continue;
    ++all;
    count += that(one) ? 1 : 0;
  }
  return all > 0 ? count / all : 0;
}

void Write(const Logistic& fitted, double threshold) {
  std::ofstream file("libs/answer/src/across/across_model.h");
  file << "// Written by wenyuan_answer_across (libs/answer/bench), docs/decisions/0360.\n"
          "// Do not edit; train again.\n"
          "#pragma once\n\n#include <array>\n\nnamespace wenyuan::answer {\n\n// clang-format off\n"
       << "constexpr std::array<double, " << fitted.weights.size() << "> kAcrossWeights = {\n";
  for (const double weight : fitted.weights) file << "    " << weight << ",\n";
  file << "};\nconstexpr double kAcrossBias = " << fitted.bias
       << ";\nconstexpr double kAcrossThreshold = " << threshold
       << ";\n\n}  // namespace wenyuan::answer\n";
}

// The lowest threshold at which few of the questions without their gold passage are answered.
void Train(const std::vector<Judgement>& judgements) {
  std::vector<std::pair<std::vector<double>, bool>> rows;
  for (const Judgement& one : judgements) {
    const AcrossFeatures& row = one.choice.features;
    if (one.part != Part::kReported) rows.push_back({{row.begin(), row.end()}, one.right});
  }
  const Logistic fitted = FitLogistic(rows);
  std::vector<double> without;
  for (const Judgement& one : judgements) {
    if (one.part == Part::kReported || !one.without_gold || one.library != 0) continue;
    double sum = fitted.bias;
    const AcrossFeatures& row = one.choice.features;
    for (std::size_t i = 0; i < row.size(); ++i) sum += fitted.weights[i] * row[i];
    without.push_back(1 / (1 + std::exp(-sum)));
  }
  std::sort(without.begin(), without.end(), std::greater<>());
  const auto place =
      static_cast<std::size_t>(kAnsweredWithoutGold * static_cast<double>(without.size()));
  Write(fitted, static_cast<double>(std::lround(without.at(place) * 100)) / 100);
}

double LogOddsByFeatures(const Judgement& one) {
  return LogOdds(ChanceAcross(one.choice.features));
}

// What a model that reads both adds, from questions it was not trained on.
void FitPairs(const std::vector<Judgement>& judgements) {
  std::vector<std::pair<std::vector<double>, bool>> rows;
  for (const Judgement& one : judgements) {
    if (one.choice.together)
      rows.push_back({{LogOddsByFeatures(one), *one.choice.together}, one.right});
  }
  const Logistic fitted = FitLogistic(rows);
  std::vector<double> without;
  for (const Judgement& one : judgements) {
    if (!one.without_gold || !one.choice.together) continue;
    const double sum = fitted.bias + fitted.weights[0] * LogOddsByFeatures(one) +
                       fitted.weights[1] * *one.choice.together;
    without.push_back(1 / (1 + std::exp(-sum)));
  }
  std::sort(without.begin(), without.end(), std::greater<>());
  const auto place =
      static_cast<std::size_t>(kAnsweredTogether * static_cast<double>(without.size()));
  std::printf(
      "constexpr double kFeaturesWeight = %g;\nconstexpr double kTogetherWeight = %g;\n"
      "constexpr double kTogetherBias = %g;\nconstexpr double kTogetherThreshold = %.2f;\n",
      fitted.weights[0], fitted.weights[1], fitted.bias, without.at(place));
}

void Print(const std::string& name, std::vector<Judgement> judgements, std::size_t library) {
  std::erase_if(judgements, [library](const Judgement& one) { return one.library != library; });
  const auto with = [](const Judgement& one) {
    return one.part == Part::kReported && !one.without_gold;
  };
  const auto without = [](const Judgement& one) {
    return one.part == Part::kReported && one.without_gold;
  };
  const auto answered = [](const Judgement& one) {
    return ChanceAcross(one.choice) >= ThresholdAcross(one.choice);
  };
  const auto right = [](const Judgement& one) { return one.right; };
  const auto shown = [](const Judgement& one) { return one.shown; };
  std::printf(
      "%s, %zu passages: first sentence right %.3f, answered %.3f, of those right %.3f (first) "
      "%.3f "
      "(shown), answered without the gold passage %.3f\n",
      name.c_str(), library, ShareOf(judgements, with, right), ShareOf(judgements, with, answered),
      ShareOf(
          judgements, [&](const auto& one) { return with(one) && answered(one); }, right),
      ShareOf(
          judgements, [&](const auto& one) { return with(one) && answered(one); }, shown),
      ShareOf(judgements, without, answered));
}

Result<void> Run(const std::vector<std::string>& arguments) {
  WY_TRY(const auto analyzer, text::MakeAnalyzer({arguments[1], {}}));
  llm_openai::EmbedderOptions options;
  WY_TRY(options.server.endpoint, http::ParseEndpoint(arguments[3]));
  options.server.attempt_time = std::chrono::minutes(10);
  const auto embedder = llm_openai::MakeEmbedder(options);
  const RememberingEmbedder remembering(*embedder);
  std::unique_ptr<llm::Reranker> model;
  if (arguments.size() > 4) {
    llm_openai::ServerOptions server;
    WY_TRY(server.endpoint, http::ParseEndpoint(arguments[4]));
    server.attempt_time = std::chrono::minutes(10);
    model = llm_openai::MakeReranker(server);
  }
  const PairReader reader{model.get(), std::chrono::minutes(10)};
  std::optional<Part> only;
  if (arguments[0] == "pairs") only = Part::kCalibration;
  if (arguments[0] == "measure") only = Part::kReported;
  std::vector<Judgement> all;
  for (const auto& [asked, told] : {std::pair{"en", "zh"}, std::pair{"zh", "en"}}) {
    WY_TRY(const Pair pair, ReadPair(arguments[2], asked, told));
    WY_TRY(const std::vector<Judgement> judged, Judge(*analyzer, remembering, reader, pair, only));
    if (arguments[0] == "measure") {
      for (const std::size_t library : kLibraries) Print(pair.name, judged, library);
    }
    all.insert(all.end(), judged.begin(), judged.end());
  }
  if (arguments[0] == "train") Train(all);
  if (arguments[0] == "pairs") FitPairs(all);
  return {};
}

}  // namespace
}  // namespace wenyuan::answer

int main(int argc, char** argv) {
  const std::vector<std::string> arguments(argv + 1, argv + argc);
  const bool known = !arguments.empty() && (arguments[0] == "train" || arguments[0] == "pairs" ||
                                            arguments[0] == "measure");
  const std::size_t count = arguments.size();
  if (!known || (count != 4 && count != 5) || (arguments[0] == "pairs" && count != 5)) {
    std::cerr << wenyuan::answer::kUsage;
    return 2;
  }
  const auto done = wenyuan::answer::Run(arguments);
  if (!done) std::cerr << "error: " << done.error().message << "\n";
  return done ? 0 : 1;
}
