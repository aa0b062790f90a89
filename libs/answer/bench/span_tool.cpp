// Fits the weights by which a span is chosen in a sentence, and measures the spans.
// `wenyuan_answer_spans` without arguments says how.

#include <algorithm>
#include <cstdio>
#include <fstream>
#include <iostream>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "collection.h"
#include "evidence/evidence.h"
#include "evidence/sentence_ranker.h"
#include "question/question_reading.h"
#include "span_fitting.h"
#include "span_score.h"
#include "spans/span_finder.h"
#include "spans/span_model.h"
#include "wenyuan/eval/answers.h"

namespace wenyuan::answer {
namespace {

constexpr std::string_view kUsage =
    "usage: wenyuan_answer_spans train   DICTIONARY DATA SET…\n"
    "       wenyuan_answer_spans measure DICTIONARY DATA SET…\n"
    "       wenyuan_answer_spans show    DICTIONARY DATA SET…\n"
    "\n"
    "train writes libs/answer/src/spans/span_model.h. SET is a folder of DATA (drcd) or a part of "
    "one (xquad.en). show prints question, sentence, gold answer and span where they differ.\n";

using Collections = std::vector<std::unique_ptr<Collection>>;

// The sentences of the gold passage that hold a gold answer.
std::vector<std::string_view> RightSentences(const Evidence& evidence,
                                             const std::vector<std::string>& answers) {
  std::vector<std::string_view> right;
  for (const Candidate& candidate : evidence.candidates) {
    const std::string_view text = evidence.passages[candidate.passage].Text(candidate);
    if (std::any_of(answers.begin(), answers.end(),
                    [text](const auto& answer) { return eval::Contains(text, answer); })) {
      right.push_back(text);
    }
  }
  return right;
}

// The runs of the one sentence that holds the answer, and how right each is.
std::optional<SpanGroup> MakeGroup(const text::Analyzer& analyzer, const Collection& collection,
                                   const eval::JudgedQuery& query) {
  const QuestionReading question = ReadQuestion(analyzer, query.text);
  const std::vector<search::Hit> hits{collection.GoldPassage(query)};
  const Evidence evidence = GatherEvidence(analyzer, question, hits);
  const auto sentences = RightSentences(evidence, query.answers);
  if (sentences.size() != 1) return std::nullopt;  // elsewhere nobody knows which one is meant
  SpanGroup group;
  group.han = question.language == Language::kChinese;
  for (const SpanCandidate& candidate :
       SpanCandidates(question, ReadAskedFor(analyzer, question),
                      ReadSpanText(analyzer, &question, sentences[0]))) {
    const std::string_view text =
        sentences[0].substr(candidate.begin, candidate.end - candidate.begin);
    group.Add(candidate, ScoreSpan(text, query.answers).f1);
  }
  return group;
}

Result<void> Train(const text::Analyzer& analyzer, const Collections& collections,
                   const std::string& sets) {
  std::vector<SpanGroup> han;
  std::vector<SpanGroup> other;
  for (const auto& collection : collections) {
    for (const eval::JudgedQuery& query : collection->queries()) {
      if (!collection->HasGold(query) || query.answers.empty()) continue;
      if (auto group = MakeGroup(analyzer, *collection, query)) {
        (group->han ? han : other).push_back(*std::move(group));
      }
    }
  }
  std::ofstream file("libs/answer/src/spans/span_model.h");
  file << "// Written by wenyuan_answer_spans (libs/answer/bench), fitted on\n// " << sets
       << ".\n// Do not edit; train again.\n#pragma once\n\n#include \"span_candidates.h\"\n\n"
          "namespace wenyuan::answer {\n\n"
       << WeightsAsCode("Han", FitSpans(han)) << WeightsAsCode("Other", FitSpans(other))
       << "// Of the training questions: docs/decisions/0295.\n"
          "inline constexpr double kLeastExpected = "
       << kLeastExpected << ";\n\n}  // namespace wenyuan::answer\n";
  return {};
}

// Where the span is not the answer, though the sentence is right.
void Show(const text::Analyzer& analyzer, const Collection& collection) {
  for (const eval::JudgedQuery& query : collection.queries()) {
    if (!collection.HasGold(query) || query.answers.empty()) continue;
    const QuestionReading question = ReadQuestion(analyzer, query.text);
    const std::vector<search::Hit> gold{collection.GoldPassage(query)};
    const Evidence evidence = GatherEvidence(analyzer, question, gold);
    const auto sentences = RightSentences(evidence, query.answers);
    if (sentences.empty()) continue;
    const auto best = BestSpan(analyzer, question, sentences[0]);
    if (!best) continue;
    const std::string_view span =
        sentences[0].substr(best->span.begin, best->span.end - best->span.begin);
    const SpanScore score = ScoreSpan(span, query.answers);
    if (score.exact) continue;
    std::printf("%s\n  %.*s\n  answer %s\n  span   %.*s\n  F1 %.3f expected %.3f\n",
                query.text.c_str(), static_cast<int>(sentences[0].size()), sentences[0].data(),
                query.answers[0].c_str(), static_cast<int>(span.size()), span.data(), score.f1,
                best->expected);
  }
}

// Sums over questions.
struct Tally {
  std::size_t questions = 0;
  double f1 = 0;
  double exact = 0;
  std::size_t shown = 0;
  double shown_f1 = 0;
  double shown_exact = 0;
  std::size_t shown_apart = 0;  // with nothing in common with a gold answer

  void Add(const text::Analyzer& analyzer, const QuestionReading& question,
           std::string_view sentence, const std::vector<std::string>& answers) {
    ++questions;
    const auto best = BestSpan(analyzer, question, sentence);
    if (!best) return;
    const SpanScore score =
        ScoreSpan(sentence.substr(best->span.begin, best->span.end - best->span.begin), answers);
    f1 += score.f1;
    exact += score.exact ? 1 : 0;
    if (best->expected < kLeastExpected) return;
    ++shown;
    shown_f1 += score.f1;
    shown_exact += score.exact ? 1 : 0;
    if (score.f1 <= 0) ++shown_apart;
  }

  void Print(const char* name) const {
    const auto all = static_cast<double>(std::max<std::size_t>(questions, 1));
    const auto some = static_cast<double>(std::max<std::size_t>(shown, 1));
    std::printf("  %-34s %5zu  F1 %.4f EM %.4f  shown %.3f: F1 %.4f EM %.4f apart %.4f\n", name,
                questions, f1 / all, exact / all, static_cast<double>(shown) / all, shown_f1 / some,
                shown_exact / some, static_cast<double>(shown_apart) / some);
  }
};

std::size_t Best(const std::vector<double>& chances) {
  return static_cast<std::size_t>(
      std::distance(chances.begin(), std::max_element(chances.begin(), chances.end())));
}

Result<void> Measure(const text::Analyzer& analyzer, const Collection& collection) {
  Tally right_sentence;
  Tally gold_passage;
  Tally end_to_end;
  for (const eval::JudgedQuery& query : collection.queries()) {
    if (!collection.HasGold(query) || query.answers.empty()) continue;
    const QuestionReading question = ReadQuestion(analyzer, query.text);
    const std::vector<search::Hit> gold{collection.GoldPassage(query)};
    const Evidence evidence = GatherEvidence(analyzer, question, gold);
    const auto sentences = RightSentences(evidence, query.answers);
    if (!sentences.empty()) right_sentence.Add(analyzer, question, sentences[0], query.answers);
    const auto add_best = [&](const Evidence& from, Tally& tally) {
      std::string_view text;
      if (!from.candidates.empty()) {
        const Candidate& chosen =
            from.candidates[Best(RankSentences(FeaturesOfSentences(question, from)))];
        text = from.passages[chosen.passage].Text(chosen);
      }
      tally.Add(analyzer, question, text, query.answers);
    };
    add_best(evidence, gold_passage);
    WY_TRY(const std::vector<search::Hit> found, collection.Find(query, false));
    add_best(GatherEvidence(analyzer, question, found), end_to_end);
  }
  std::printf("%s\n", collection.name().c_str());
  right_sentence.Print("in a sentence that holds the answer");
  gold_passage.Print("gold passage, sentence chosen");
  end_to_end.Print("all passages, end to end");
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
    } else if (verb == "show") {
      Show(*analyzer, *collection);
    } else {
      collections.push_back(std::move(collection));
    }
  }
  return verb == "train" ? Train(*analyzer, collections, sets) : Result<void>{};
}

}  // namespace
}  // namespace wenyuan::answer

int main(int count, char** values) {
  const std::span arguments(values, static_cast<std::size_t>(count));
  const std::string verb = count > 1 ? values[1] : "";
  if ((verb != "train" && verb != "measure" && verb != "show") || count < 5) {
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
