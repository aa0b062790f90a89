#include "wenyuan/eval/answers.h"

#include <algorithm>
#include <set>

namespace wenyuan::eval {
namespace {

constexpr std::string_view kIdeographicSpace = "\u3000";

// Without white space, ASCII letters small.
std::string Folded(std::string_view text) {
  std::string folded;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text.substr(i).starts_with(kIdeographicSpace)) {
      i += kIdeographicSpace.size() - 1;
      continue;
    }
    const char c = text[i];
    if (c == ' ' || (c >= '\t' && c <= '\r')) continue;
    folded.push_back(c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c);
  }
  return folded;
}

bool ContainsAny(std::string_view text, const std::vector<std::string>& answers) {
  return std::any_of(answers.begin(), answers.end(),
                     [&](const std::string& answer) { return Contains(text, answer); });
}

}  // namespace

bool Contains(std::string_view text, std::string_view answer) {
  const std::string wanted = Folded(answer);
  return !wanted.empty() && Folded(text).find(wanted) != std::string::npos;
}

void AnswerScorer::Add(const JudgedQuery& query, const GivenAnswer& answer) {
  const auto yes = [](bool holds) { return Part{holds ? 1.0 : 0.0, 1}; };
  refused_.push_back(yes(answer.refused));
  if (!query.answers.empty()) {
    std::string whole;
    for (const GivenAnswer::Sentence& sentence : answer.sentences) whole += sentence.text;
    contains_.push_back(yes(ContainsAny(whole, query.answers)));
    sentence_hit_.push_back(yes(!answer.sentences.empty() &&
                                ContainsAny(answer.sentences.front().text, query.answers)));
  }
  std::set<std::string> relevant;
  for (const auto& [document, grade] : query.relevant) {
    if (grade > 0) relevant.insert(document);
  }
  if (relevant.empty()) return;
  std::set<std::string> cited;
  Part precision{0, 0};
  for (const GivenAnswer::Sentence& sentence : answer.sentences) {
    for (const std::string& document : sentence.cited) {
      precision.whole += 1;
      if (relevant.contains(document)) precision.part += 1;
      cited.insert(document);
    }
  }
  precision_.push_back(precision);
  if (answer.refused) return;
  const auto found =
      std::count_if(relevant.begin(), relevant.end(),
                    [&](const std::string& document) { return cited.contains(document); });
  recall_.push_back({static_cast<double>(found) / static_cast<double>(relevant.size()), 1});
}

AnswerScores AnswerScorer::Scores() const {
  return {refused_.size(), Ratio(contains_),  Ratio(sentence_hit_),
          Ratio(refused_), Ratio(precision_), Ratio(recall_)};
}

AnswerIntervals AnswerScorer::Intervals(const BootstrapOptions& options) const {
  return {Bootstrap(contains_, options), Bootstrap(sentence_hit_, options),
          Bootstrap(refused_, options), Bootstrap(precision_, options),
          Bootstrap(recall_, options)};
}

}  // namespace wenyuan::eval
