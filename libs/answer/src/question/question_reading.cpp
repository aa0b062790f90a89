#include "question_reading.h"

#include <algorithm>
#include <array>
#include <limits>
#include <unordered_map>
#include <utility>

#include "../units.h"
#include "../words.h"
#include "wenyuan/text/function_words.h"
#include "wenyuan/text/utf8.h"

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

bool IsOneHan(std::string_view term) {
  std::size_t at = 0;
  return !term.empty() && text::IsHan(text::NextCharacter(term, at)) && at == term.size();
}

bool IsPairOfHan(std::string_view term) {
  std::size_t at = 0;
  return !term.empty() && text::IsHan(text::NextCharacter(term, at)) && at < term.size();
}

constexpr std::array<std::pair<std::string_view, std::string_view>, 6> kQuotes = {
    {{"《", "》"}, {"“", "”"}, {"「", "」"}, {"『", "』"}, {"〈", "〉"}, {"\"", "\""}}};
constexpr std::uint32_t kUnitsOfALongWord = 3;
constexpr std::size_t kMostNames = 16;

// The bytes [begin, end) of what names something.
std::vector<std::pair<std::size_t, std::size_t>> NamesIn(const text::Analyzer& analyzer,
                                                         std::string_view question,
                                                         const std::string& blanked) {
  std::vector<std::pair<std::size_t, std::size_t>> names;
  for (const auto& [open, close] : kQuotes) {
    for (std::size_t at = question.find(open); at != std::string_view::npos;
         at = question.find(open, at)) {
      const std::size_t begin = at + open.size();
      const std::size_t end = question.find(close, begin);
      if (end == std::string_view::npos) break;
      names.emplace_back(begin, end);
      at = end + close.size();
    }
  }
  for (const text::Token& token : analyzer.Tokens(blanked)) {
    std::size_t at = 0;
    const bool han = !token.term.empty() && text::IsHan(text::NextCharacter(token.term, at));
    if (han && token.length >= kUnitsOfALongWord) names.emplace_back(token.begin, token.end);
  }
  for (std::size_t at = 0; at < blanked.size();) {
    std::size_t end = std::min(blanked.find(' ', at), blanked.size());
    if (at > 0 && blanked[at] >= 'A' && blanked[at] <= 'Z') names.emplace_back(at, end);
    at = end + 1;
  }
  return names;
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

// What may stand between a word that asks and the kind of thing it asks for.
constexpr std::array kNoKindBehind = {"是"sv,   "为"sv, "為"sv,   "is"sv,  "are"sv, "was"sv,
                                      "were"sv, "do"sv, "does"sv, "did"sv, "can"sv};
constexpr std::array kAsksForKind = {
    "什么"sv, "什麼"sv, "甚麼"sv, "哪些"sv, "哪个"sv,  "哪個"sv,  "哪一"sv,     "哪"sv,
    "多少"sv, "几"sv,   "幾"sv,   "what"sv, "which"sv, "whose"sv, "how many"sv, "how much"sv};
constexpr std::size_t kBytesToKind = 9;

// Whether what begins there is the kind of thing that is asked for: "哪一部經典", "which country".
bool IsKind(std::string_view question, std::size_t begin,
            const std::vector<Interrogative>& asking) {
  for (const Interrogative& word : asking) {
    if (begin < word.end || begin > word.end + kBytesToKind) continue;
    const std::string asks = Lower(question.substr(word.begin, word.end - word.begin));
    if (std::find(kAsksForKind.begin(), kAsksForKind.end(), asks) == kAsksForKind.end()) continue;
    const std::string between = Lower(question.substr(word.end, begin - word.end));
    if (!HasAny(between, kNoKindBehind)) return true;
  }
  return false;
}

// The words that say something, by the places of the content they are made of.
std::vector<QuestionWord> WordsOf(const text::Analyzer& analyzer, std::string_view question,
                                  const std::string& blanked, const std::vector<Unit>& content,
                                  const std::vector<Interrogative>& asking,
                                  const std::unordered_map<std::string, std::size_t>& places,
                                  const std::vector<QuestionTerm>& terms) {
  std::unordered_map<std::string, float> weights;
  for (text::QueryTerm& term : analyzer.Query(blanked).terms) {
    weights.emplace(std::move(term.term), term.weight);
  }
  std::vector<QuestionWord> words;
  std::unordered_map<std::string, bool> known;
  std::size_t covered = 0;
  for (const text::Token& token : analyzer.Tokens(blanked)) {
    const auto weight = weights.find(token.term);
    if (weight == weights.end() || token.begin < covered) continue;
    std::size_t at = 0;
    const bool han = text::IsHan(text::NextCharacter(token.term, at));
    if (han && weight->second < 1) continue;
    QuestionWord word;
    for (const Unit& unit : content) {
      if (unit.begin < token.begin || unit.end > token.end) continue;
      const std::size_t place = places.at(unit.term);
      if (han && token.length > 1 && terms[place].alone) continue;
      word.terms.push_back(place);
      word.focus = std::max(word.focus, terms[place].focus);
    }
    if (word.terms.empty()) continue;
    covered = token.end;
    if (!known.emplace(token.term, true).second) continue;
    word.begin = token.begin;
    word.end = token.end;
    word.kind = IsKind(question, token.begin, asking);
    word.name = analyzer.IsName(token.term);
    words.push_back(std::move(word));
  }
  return words;
}

}  // namespace

QuestionReading ReadQuestion(const text::Analyzer& analyzer, std::string_view question) {
  QuestionReading reading;
  reading.text = question;
  reading.language = HasHan(question) ? Language::kChinese : Language::kEnglish;
  reading.types = TypesOf(question);
  const std::vector<Interrogative> asking = InterrogativesIn(question);
  const float step = reading.language == Language::kChinese ? kBytesOfAStepZh : kBytesOfAStepEn;

  const std::string blanked = WithoutQuestionWords(question);
  std::vector<Unit> units = UnitsOf(analyzer, blanked);
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
      reading.terms.push_back({unit.term, focus, IsOneHan(unit.term)});
    } else {
      float& known = reading.terms[place->second].focus;
      known = std::max(known, focus);
    }
    if (!IsPairOfHan(unit.term)) reading.sequence.push_back(place->second);
  }
  for (const auto& [begin, end] : NamesIn(analyzer, question, blanked)) {
    std::vector<std::size_t> name;
    for (const Unit& unit : content) {
      if (unit.begin >= begin && unit.end <= end) name.push_back(places.at(unit.term));
    }
    if (!name.empty()) reading.names.push_back(std::move(name));
    if (reading.names.size() == kMostNames) break;
  }
  reading.words = WordsOf(analyzer, question, blanked, content, asking, places, reading.terms);
  return reading;
}

bool NamesSomething(const text::Analyzer& analyzer, std::string_view question) {
  std::size_t end = 0;  // of what is a word
  std::size_t begin = question.size();
  for (const text::Token& token : analyzer.Tokens(question)) {
    begin = std::min<std::size_t>(begin, token.begin);
    end = std::max<std::size_t>(end, token.end);
  }
  if (begin >= end || text::CountCharacters(question.substr(begin, end - begin)) < 2) return false;
  const std::vector<text::QueryTerm> terms = analyzer.Query(WithoutQuestionWords(question)).terms;
  return std::any_of(terms.begin(), terms.end(), [](const text::QueryTerm& term) {
    // Characters of Chinese that say nothing weigh less than others, and so do pairs of them.
    std::size_t at = 0;
    const bool han = text::IsHan(text::NextCharacter(term.term, at));
    return (!han || term.weight >= 1) && !text::IsFunctionWord(term.term) &&
           std::find(kFunctionWords.begin(), kFunctionWords.end(), term.term) ==
               kFunctionWords.end();
  });
}

}  // namespace wenyuan::answer
