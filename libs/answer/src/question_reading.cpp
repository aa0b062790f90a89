#include "question_reading.h"

#include <algorithm>
#include <array>
#include <limits>
#include <unordered_map>

#include "units.h"
#include "wenyuan/text/utf8.h"
#include "words.h"

namespace wenyuan::answer {
namespace {

using std::string_view_literals::operator""sv;

constexpr std::array kFunctionWords = {
    "a"sv,   "an"sv,   "the"sv,  "of"sv,   "in"sv,    "on"sv,    "at"sv,    "to"sv,
    "for"sv, "by"sv,   "with"sv, "from"sv, "and"sv,   "or"sv,    "is"sv,    "are"sv,
    "was"sv, "were"sv, "be"sv,   "been"sv, "do"sv,    "does"sv,  "did"sv,   "doe"sv,
    "has"sv, "have"sv, "had"sv,  "that"sv, "this"sv,  "these"sv, "those"sv, "it"sv,
    "its"sv, "as"sv,   "can"sv,  "must"sv, "s"sv,     "there"sv, "will"sv,  "be"sv,
    "thi"sv, "wa"sv,   "ha"sv,   "show"sv, "shown"sv, "mean"sv,  "i"sv,     "you"sv};
// Characters of Chinese and of English that make about one word.
constexpr float kBytesOfAStepZh = 6;
constexpr float kBytesOfAStepEn = 8;

bool HasHan(std::string_view text) {
  for (std::size_t at = 0; at < text.size();) {
    if (text::IsHan(text::NextCharacter(text, at))) return true;
  }
  return false;
}

bool IsCode(std::string_view term) {
  const auto is_letter = [](char c) { return c >= 'a' && c <= 'z'; };
  return std::any_of(term.begin(), term.end(), is_letter);
}

bool IsIdentifier(std::string_view term) {
  std::size_t digits = 0;
  for (const char c : term) {
    if (static_cast<unsigned char>(c) >= 0x80) return false;
    if (c >= '0' && c <= '9') ++digits;
  }
  return digits >= 2 || (digits == 1 && term.size() > 1);
}

// Bytes between the unit and the nearest word that asks; from the end when none does.
std::size_t Distance(const Unit& unit, const std::vector<Interrogative>& asking, std::size_t end) {
  if (asking.empty()) return end - unit.end;
  std::size_t nearest = std::numeric_limits<std::size_t>::max();
  for (const Interrogative& word : asking) {
    const std::size_t distance = word.begin >= unit.end   ? word.begin - unit.end
                                 : unit.begin >= word.end ? unit.begin - word.end
                                                          : 0;
    nearest = std::min(nearest, distance);
  }
  return nearest;
}

}  // namespace

QuestionReading ReadQuestion(const text::Analyzer& analyzer, std::string_view question) {
  QuestionReading reading;
  reading.text = question;
  reading.language = HasHan(question) ? Language::kChinese : Language::kEnglish;
  reading.types = TypesOf(question);
  const std::vector<Interrogative> asking = InterrogativesIn(question);
  const float step = reading.language == Language::kChinese ? kBytesOfAStepZh : kBytesOfAStepEn;

  std::vector<Unit> units = UnitsOf(analyzer, WithoutQuestionWords(question));
  std::vector<Unit> content;
  std::copy_if(units.begin(), units.end(), std::back_inserter(content), [](const Unit& unit) {
    return std::find(kFunctionWords.begin(), kFunctionWords.end(), unit.term) ==
           kFunctionWords.end();
  });
  if (content.empty()) content = std::move(units);

  std::unordered_map<std::string, std::size_t> places;
  for (const Unit& unit : content) {
    const float focus =
        1 / (1 + static_cast<float>(Distance(unit, asking, question.size())) / step);
    const auto [place, is_new] = places.try_emplace(unit.term, reading.terms.size());
    if (is_new) {
      if (IsIdentifier(unit.term)) {
        reading.identifiers.push_back(reading.terms.size());
        if (IsCode(unit.term)) reading.codes.push_back(reading.terms.size());
      }
      reading.terms.push_back({unit.term, focus});
    } else {
      float& known = reading.terms[place->second].focus;
      known = std::max(known, focus);
    }
  }
  return reading;
}

}  // namespace wenyuan::answer
