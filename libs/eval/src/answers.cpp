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

double Share(std::size_t part, std::size_t all) {
  return all == 0 ? 0 : static_cast<double>(part) / static_cast<double>(all);
}

}  // namespace

bool Contains(std::string_view text, std::string_view answer) {
  const std::string wanted = Folded(answer);
  return !wanted.empty() && Folded(text).find(wanted) != std::string::npos;
}

void AnswerScorer::Add(const JudgedQuery& query, const GivenAnswer& answer) {
  ++queries_;
  if (answer.refused) ++refused_;
  if (!query.answers.empty()) {
    ++with_gold_answers_;
    std::string whole;
    for (const GivenAnswer::Sentence& sentence : answer.sentences) whole += sentence.text;
    if (ContainsAny(whole, query.answers)) ++contains_;
    if (!answer.sentences.empty() && ContainsAny(answer.sentences.front().text, query.answers)) {
      ++sentence_hits_;
    }
  }
  std::set<std::string> relevant;
  for (const auto& [document, grade] : query.relevant) {
    if (grade > 0) relevant.insert(document);
  }
  if (relevant.empty()) return;
  std::set<std::string> cited;
  for (const GivenAnswer::Sentence& sentence : answer.sentences) {
    for (const std::string& document : sentence.cited) {
      ++citations_;
      if (relevant.contains(document)) ++right_citations_;
      cited.insert(document);
    }
  }
  if (answer.refused) return;
  ++answered_with_relevant_;
  recall_sum_ += Share(static_cast<std::size_t>(std::count_if(
                           relevant.begin(), relevant.end(),
                           [&](const std::string& document) { return cited.contains(document); })),
                       relevant.size());
}

AnswerScores AnswerScorer::Scores() const {
  return {queries_,
          Share(contains_, with_gold_answers_),
          Share(sentence_hits_, with_gold_answers_),
          Share(refused_, queries_),
          Share(right_citations_, citations_),
          answered_with_relevant_ == 0
              ? 0
              : recall_sum_ / static_cast<double>(answered_with_relevant_)};
}

}  // namespace wenyuan::eval
