#include <algorithm>

#include "wenyuan/eval/answers.h"

namespace wenyuan::eval {
namespace {

bool ContainsAny(std::string_view text, const std::vector<std::string>& answers) {
  return std::any_of(answers.begin(), answers.end(),
                     [&](const std::string& answer) { return Contains(text, answer); });
}

double Share(std::size_t part, std::size_t whole) {
  return static_cast<double>(part) / static_cast<double>(whole);
}

void MeasureCitations(const JudgedAnswer& answer, Measures& measures) {
  std::size_t citing = 0;
  std::size_t given = 0;
  std::size_t right = 0;
  std::set<std::string> cited;
  for (const JudgedAnswer::Sentence& sentence : answer.sentences) {
    citing += sentence.cited.empty() ? 0 : 1;
    for (const std::string& one : sentence.cited) {
      ++given;
      right += answer.relevant.contains(one) ? 1 : 0;
      cited.insert(one);
    }
  }
  measures["cited"] = Share(citing, answer.sentences.size());
  if (answer.relevant.empty()) return;
  measures["citation_precision"] = given == 0 ? 0 : Share(right, given);
  const auto found = std::count_if(answer.relevant.begin(), answer.relevant.end(),
                                   [&](const std::string& one) { return cited.contains(one); });
  measures["citation_recall"] = Share(static_cast<std::size_t>(found), answer.relevant.size());
}

void MeasureWords(const JudgedAnswer& answer, Measures& measures) {
  std::string whole;
  for (const JudgedAnswer::Sentence& sentence : answer.sentences) whole += sentence.text;
  measures["answer_contains"] = ContainsAny(whole, answer.right) ? 1 : 0;
  measures["token_f1"] =
      TokenF1(answer.short_answer.empty() ? whole : answer.short_answer, answer.right);
  const bool hit =
      !answer.sentences.empty() && ContainsAny(answer.sentences.front().text, answer.right);
  measures["sentence_hit"] = hit ? 1 : 0;
}

}  // namespace

Measures MeasureAnswer(const JudgedAnswer& answer) {
  Measures measures;
  measures["decision"] = answer.must_refuse == answer.refused ? 1 : 0;
  if (answer.must_refuse) {
    measures["refusal"] = answer.refused ? 1 : 0;
  } else {
    measures["answered"] = answer.refused ? 0 : 1;
    if (!answer.right.empty()) MeasureWords(answer, measures);
    if (!answer.refused && !answer.sentences.empty()) MeasureCitations(answer, measures);
  }
  if (answer.holds) {
    const double probability = std::clamp(answer.probability, 0.0, 1.0);
    const double miss = probability - (*answer.holds ? 1 : 0);
    measures["calibration"] = 1 - miss * miss;
    measures["probability"] = probability;
    measures["holds"] = *answer.holds ? 1 : 0;
  }
  if (answer.compression) measures["compression"] = *answer.compression;
  if (answer.kept) measures["kept_answer"] = *answer.kept ? 1 : 0;
  return measures;
}

const std::vector<std::string>& AnswerMeasureNames() {
  static const std::vector<std::string> names = {
      "answer_contains",    "token_f1",        "sentence_hit", "cited",
      "citation_precision", "citation_recall", "answered",     "refusal",
      "decision",           "calibration",     "kept_answer"};
  return names;
}

}  // namespace wenyuan::eval
