#include "doubt.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <string>

#include "../generated/facts/facts.h"
#include "../tables/unsaid_words.h"
#include "../words.h"
#include "as_asked.h"
#include "wenyuan/text/function_words.h"
#include "wenyuan/text/script.h"

namespace wenyuan::answer {
namespace {

using std::string_view_literals::operator""sv;

// Log-odds that an answer loses whose document does not speak of the subject, and one that says
// nothing of the kind asked for; and the most that a sentence loses beside others. Chosen on
// development halves (docs/decisions/0422, 0426).
constexpr double kOfAnotherSubject = 2.5;
constexpr double kOfAnotherKind = 3;
constexpr double kMostBesideOthers = 2;
constexpr std::size_t kBytesOfHan = 3;
constexpr std::size_t kLettersOfAName = 4;

bool IsHan(const QuestionReading& question, const QuestionWord& word) {
  return HasHan(std::string_view(question.text).substr(word.begin, word.end - word.begin));
}

// A code; between two languages, which write them alike, numbers and names as well.
bool IsLiteral(const QuestionReading& question, const QuestionWord& word, bool across) {
  const std::string_view text =
      std::string_view(question.text).substr(word.begin, word.end - word.begin);
  if (HasHan(text)) return false;
  const auto has = [text](char first, char last) {
    return std::any_of(text.begin(), text.end(), [=](char c) { return c >= first && c <= last; });
  };
  const bool digits = has('0', '9');
  // "20th", "1980s" are none.
  if (!across) return digits && (has('A', 'Z') || (has('a', 'z') && has('-', '-')));
  return digits || (has('A', 'Z') && (word.begin > 0 || question.language == Language::kChinese));
}

// Whether the passage has such words of the question and no other, though there are some: it is of
// the same thing, and says something else of it or says it in another language. (Two codes in one
// passage are what a question about both wants.)
bool SharesLiteralsAlone(const QuestionReading& question, const Passage& passage) {
  if (question.codes.size() > 1) return false;
  const bool across = (question.language == Language::kChinese) !=
                      (text::DominantScript(passage.hit->chunk.text) == text::Script::kHan);
  bool literals = false;
  bool others = false;
  for (const QuestionWord& word : question.words) {
    if (IsLiteral(question, word, across)) {
      literals = true;
      continue;
    }
    const bool one = IsHan(question, word) && word.end - word.begin <= kBytesOfHan;
    const bool there = std::any_of(word.terms.begin(), word.terms.end(),
                                   [&](std::size_t term) { return bool{passage.has[term]}; });
    if (there) return false;
    if (!one && (across || !word.kind)) others = true;
  }
  return literals && others;
}

// What is said of other months only, where the question names one, is no answer: 二月份的人工成本
// to who asks for 四月份.
bool IsOfAnotherMonth(const QuestionReading& question, const Passage& passage) {
  const auto has_month = [](const Fact& fact) {
    return fact.kind == Fact::Kind::kDate && fact.month > 0;
  };
  std::vector<Fact> asked = FactsOf(question.text);
  std::erase_if(asked, [&](const Fact& fact) { return !has_month(fact); });
  if (asked.empty()) return false;
  const std::vector<Fact> there =
      FactsOf(passage.hit->document.title + "\n" + passage.hit->chunk.heading_path + "\n" +
              passage.hit->chunk.text);
  return std::any_of(there.begin(), there.end(), has_month) &&
         std::none_of(asked.begin(), asked.end(), [&](const Fact& month) {
           return std::any_of(there.begin(), there.end(), [&](const Fact& fact) {
             return has_month(fact) && fact.month == month.month;
           });
         });
}

// "Siemens" among Chinese words is whom or what it is about; HR and app have Chinese words as well.
bool IsForeignName(const QuestionReading& question, const QuestionWord& word) {
  if (question.language != Language::kChinese || word.end - word.begin < kLettersOfAName) {
    return false;
  }
  const std::string_view text =
      std::string_view(question.text).substr(word.begin, word.end - word.begin);
  const auto has = [text](char first, char last) {
    return std::any_of(text.begin(), text.end(), [=](char c) { return c >= first && c <= last; });
  };
  return !HasHan(text) && has('A', 'Z') && has('a', 'z');
}

// Whether nothing that was found of the passage's document has a foreign name that is asked about.
bool IsOfAnotherName(const QuestionReading& question, const Evidence& evidence,
                     const Passage& passage) {
  return std::any_of(question.words.begin(), question.words.end(), [&](const QuestionWord& word) {
    return IsForeignName(question, word) &&
           std::none_of(evidence.passages.begin(), evidence.passages.end(),
                        [&](const Passage& one) {
                          return one.hit->document.id == passage.hit->document.id &&
                                 std::all_of(word.terms.begin(), word.terms.end(),
                                             [&one](std::size_t term) { return one.has[term]; });
                        });
  });
}

// What a question begins with beside what it is about: 我们公司, 明年, 一次.
bool IsNoSubject(std::string_view word) {
  constexpr std::array kBeside = {"你们"sv, "咱们"sv, "今年"sv, "明年"sv, "去年"sv, "本月"sv,
                                  "下月"sv, "今天"sv, "明天"sv, "每次"sv, "每月"sv, "每年"sv,
                                  "每天"sv, "如果"sv, "可以"sv, "怎样"sv, "想要"sv, "最多"sv,
                                  "最少"sv, "员工"sv, "职工"sv, "自己"sv, "别人"sv, "有人"sv};
  return SaysLittle(word) || word.starts_with("一") ||
         std::find(kBeside.begin(), kBeside.end(), word) != kBeside.end();
}

// Whether nothing that was found of the passage's document speaks of what the question is about:
// in Chinese of its first word, by a character of it (借书证 in 借书证有效期几年), else of half of
// its words.
bool IsOfAnotherSubject(const QuestionReading& question, const Evidence& evidence,
                        const Passage& passage) {
  std::vector<const QuestionWord*> words;
  for (const QuestionWord& word : question.words) {
    const bool one = IsHan(question, word) && word.end - word.begin <= kBytesOfHan;
    const std::string_view text =
        std::string_view(question.text).substr(word.begin, word.end - word.begin);
    if (!word.kind && !one && !IsNoSubject(text)) words.push_back(&word);
  }
  if (words.size() < 2) return false;
  const auto speaks = [&](const QuestionWord* word) {
    const std::string_view text =
        std::string_view(question.text).substr(word->begin, word->end - word->begin);
    return std::any_of(evidence.passages.begin(), evidence.passages.end(), [&](const Passage& one) {
      if (one.hit->document.id != passage.hit->document.id) return false;
      for (std::size_t term = 0; term < question.terms.size(); ++term) {
        const std::vector<std::size_t>& own = word->terms;
        const bool of_word = std::find(own.begin(), own.end(), term) != own.end() ||
                             (question.terms[term].alone &&
                              text.find(question.terms[term].term) != std::string_view::npos);
        if (of_word && one.has[term]) return true;
      }
      return false;
    });
  };
  if (question.language == Language::kChinese) return !speaks(words.front());
  const auto said = std::count_if(words.begin(), words.end(), speaks);
  return 2 * static_cast<std::size_t>(said) < words.size();
}

// "Is it the", 年: every text has such words.
bool AsksOfNothing(const QuestionReading& question) {
  if (question.terms.size() == 1 && question.terms.front().alone) return true;
  return std::all_of(question.terms.begin(), question.terms.end(),
                     [](const QuestionTerm& term) { return text::IsFunctionWord(term.term); });
}

// The heading right above a passage.
std::string_view HeadingAbove(const Passage& passage) {
  constexpr std::string_view kBetween = " > ";
  const std::string_view path = passage.hit->chunk.heading_path;
  const std::size_t last = path.rfind(kBetween);
  return last == std::string_view::npos ? path : path.substr(last + kBetween.size());
}

Fit FitOf(const QuestionReading& question, const Passage& passage, const Candidate& candidate) {
  if (candidate.row) return Fit::kFits;
  const std::string_view text = passage.Text(candidate);
  if (text == passage.hit->document.title) return Fit::kFitsNot;
  return answer::FitOf(question.text, text, Form::kSentence, HeadingAbove(passage));
}

bool SpeaksOfIt(const QuestionReading& question, const Evidence& evidence, std::size_t best) {
  const Candidate& candidate = evidence.candidates[best];
  return candidate.row ||
         !IsOfAnotherSubject(question, evidence, evidence.passages[candidate.passage]);
}

bool MayAnswer(const QuestionReading& question, const Evidence& evidence, std::size_t best) {
  const Candidate& candidate = evidence.candidates[best];
  const Passage& passage = evidence.passages[candidate.passage];
  return !AsksOfNothing(question) &&
         std::find(passage.has.begin(), passage.has.end(), true) != passage.has.end() &&
         std::all_of(question.codes.begin(), question.codes.end(),
                     [&passage](std::size_t term) { return passage.has[term]; }) &&
         !SharesLiteralsAlone(question, passage) && !IsOfAnotherMonth(question, passage) &&
         !IsOfAnotherName(question, evidence, passage);
}

}  // namespace

double DoubtOf(const QuestionReading& question, const Evidence& evidence, std::size_t candidate) {
  const Candidate& one = evidence.candidates[candidate];
  const Fit fit = MayAnswer(question, evidence, candidate)
                      ? FitOf(question, evidence.passages[one.passage], one)
                      : Fit::kFitsNot;
  if (fit == Fit::kFitsNot) return std::numeric_limits<double>::infinity();
  return (fit == Fit::kDoubtful ? kOfAnotherKind : 0) +
         (SpeaksOfIt(question, evidence, candidate) ? 0 : kOfAnotherSubject);
}

std::vector<double> WithDoubts(const QuestionReading& question, const Evidence& evidence,
                               const std::vector<double>& chances) {
  std::vector<double> doubted = chances;
  bool any = false;
  for (std::size_t i = 0; i < doubted.size(); ++i) {
    const double doubt = DoubtOf(question, evidence, i);
    if (std::isinf(doubt)) {
      doubted[i] = 0;
      continue;
    }
    any = true;
    doubted[i] *= std::exp(-std::min(doubt, kMostBesideOthers));
  }
  return any ? doubted : chances;
}

}  // namespace wenyuan::answer
