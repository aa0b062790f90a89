#include "judged_answer.h"

#include <algorithm>
#include <map>

namespace wenyuan::quality {
namespace {

constexpr std::size_t kMostSentenceBytes = 4'000;
constexpr std::size_t kMostQuoteBytes = 600;
constexpr std::size_t kMostSentences = 50;
constexpr std::size_t kMostPassages = 100;

using Numbers = std::map<std::string, store::DocumentNumber>;

Numbers NumbersOf(const answer::Answer& answer) {
  Numbers numbers;
  for (const search::Hit& hit : answer.passages) numbers[hit.document.id] = hit.document.number;
  return numbers;
}

std::string KeyOf(store::DocumentNumber document, std::uint32_t page) {
  const std::string key = std::to_string(document);
  return page == 0 ? key : key + ":" + std::to_string(page);
}

std::set<std::string> Relevant(const store::Question& question) {
  std::set<std::string> relevant;
  for (const store::ExpectedDocument& one : question.expected) {
    if (one.grade > 0) relevant.insert(KeyOf(one.document, one.page));
  }
  return relevant;
}

std::string CitedKey(const answer::Citation& citation, const Numbers& numbers,
                     const std::set<std::string>& relevant) {
  const auto number = numbers.find(citation.document_id);
  if (number == numbers.end()) return citation.document_id;
  const std::string anywhere = KeyOf(number->second, 0);
  return relevant.contains(anywhere) ? anywhere : KeyOf(number->second, citation.page);
}

bool HoldsAny(std::string_view text, const std::vector<std::string>& right) {
  return std::any_of(right.begin(), right.end(),
                     [&](const std::string& one) { return eval::Contains(text, one); });
}

bool PassagesHold(const answer::Answer& answer, const std::vector<std::string>& right) {
  return std::any_of(answer.passages.begin(), answer.passages.end(),
                     [&](const search::Hit& hit) { return HoldsAny(hit.chunk.text, right); });
}

std::optional<bool> Holds(const store::Question& question, const answer::Answer& answer,
                          const std::set<std::string>& relevant) {
  if (question.must_refuse) return false;
  if (!question.answers.empty()) return PassagesHold(answer, question.answers);
  if (relevant.empty()) return std::nullopt;
  return std::any_of(answer.passages.begin(), answer.passages.end(), [&](const search::Hit& hit) {
    return relevant.contains(KeyOf(hit.document.number, 0)) ||
           relevant.contains(KeyOf(hit.document.number, hit.chunk.page));
  });
}

std::string ShortAnswer(const answer::Answer& answer) {
  if (answer.sentences.empty()) return {};
  const answer::Sentence& first = answer.sentences.front();
  if (first.cell) return first.cell->value;
  std::string words;
  for (const answer::AnswerSpan& span : first.spans) {
    if (span.begin >= span.end || span.end > first.text.size()) continue;
    words += (words.empty() ? "" : " ") + first.text.substr(span.begin, span.end - span.begin);
  }
  return words;
}

std::string Shortened(const std::string& text, std::size_t most) {
  if (text.size() <= most) return text;
  std::size_t end = most;
  while (end > 0 && (static_cast<unsigned char>(text[end]) & 0xc0U) == 0x80U) --end;
  return text.substr(0, end) + "…";
}

}  // namespace

eval::JudgedAnswer Judge(const store::Question& question, const answer::Answer& answer) {
  eval::JudgedAnswer judged;
  judged.refused = answer.refused;
  judged.must_refuse = question.must_refuse;
  judged.right = question.answers;
  judged.relevant = Relevant(question);
  const Numbers numbers = NumbersOf(answer);
  if (!answer.refused) {
    for (const answer::Sentence& sentence : answer.sentences) {
      eval::JudgedAnswer::Sentence& one = judged.sentences.emplace_back();
      one.text = sentence.text;
      for (const answer::Citation& citation : sentence.citations) {
        one.cited.push_back(CitedKey(citation, numbers, judged.relevant));
      }
    }
    judged.short_answer = ShortAnswer(answer);
  }
  judged.probability = answer.answerability;
  judged.holds = Holds(question, answer, judged.relevant);
  if (!answer.context || answer.context->tokens == 0) return judged;
  judged.compression = static_cast<double>(answer.context->tokens_before) /
                       static_cast<double>(answer.context->tokens);
  if (!question.answers.empty() && !answer.context->text.empty() &&
      PassagesHold(answer, question.answers)) {
    judged.kept = HoldsAny(answer.context->text, question.answers);
  }
  return judged;
}

store::ShownAnswer Shown(const answer::Answer& answer) {
  store::ShownAnswer shown;
  shown.model = answer.model;
  shown.refused = answer.refused;
  if (answer.refused) return shown;
  const Numbers numbers = NumbersOf(answer);
  bool all_proven = true;
  for (const answer::Sentence& sentence : answer.sentences) {
    if (shown.sentences.size() == kMostSentences) break;
    const auto place = static_cast<std::uint32_t>(shown.sentences.size());
    shown.sentences.push_back(Shortened(sentence.text, kMostSentenceBytes));
    all_proven = all_proven && !sentence.citations.empty();
    for (const answer::Citation& one : sentence.citations) {
      const auto number = numbers.find(one.document_id);
      if (number == numbers.end() || shown.passages.size() == kMostPassages) {
        all_proven = false;
        continue;
      }
      shown.passages.push_back({number->second, one.revision, one.chunk, one.page, place,
                                Shortened(one.quote, kMostQuoteBytes)});
    }
  }
  if (all_proven) return shown;
  for (const search::Hit& hit : answer.passages) {
    shown.passages.push_back({hit.document.number,
                              hit.revision,
                              hit.chunk.number,
                              hit.chunk.page,
                              store::ShownPassage::kNoSentence,
                              {}});
  }
  return shown;
}

}  // namespace wenyuan::quality
