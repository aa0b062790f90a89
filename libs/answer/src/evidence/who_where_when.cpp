#include "who_where_when.h"

#include <algorithm>
#include <array>
#include <string>
#include <vector>

#include "../generated/facts/facts.h"
#include "../question/question_type.h"
#include "../words.h"
#include "wenyuan/text/utf8.h"
#include "who_where_when_words.h"

namespace wenyuan::answer {
namespace {

constexpr std::size_t kBytesOfHan = 3;
constexpr std::string_view kMay = "may";  // which may be no month

bool IsDigit(char c) { return c >= '0' && c <= '9'; }
bool IsSmall(char c) { return c >= 'a' && c <= 'z'; }
bool IsCapital(char c) { return c >= 'A' && c <= 'Z'; }
// Letters of other scripts, too: "Zakarīya".
bool IsOfAWord(char c) {
  return IsSmall(c) || IsCapital(c) || c == '\'' || c == '-' ||
         static_cast<unsigned char>(c) >= 0x80;
}

bool Is(std::string_view word, Words words) {
  return std::find(words.begin(), words.end(), word) != words.end();
}

bool Asks(std::string_view asked, std::string_view english, Words chinese) {
  return asked.starts_with(english) || HasAny(asked, chinese);
}

struct EnglishWord {
  std::string_view text;
  bool first = false;  // of its sentence
};

std::vector<EnglishWord> EnglishWords(std::string_view text) {
  std::vector<EnglishWord> words;
  bool first = true;
  for (std::size_t at = 0; at < text.size();) {
    if (!IsOfAWord(text[at]) && !IsDigit(text[at])) {
      if (text[at] != ' ') first = Is(text.substr(at, 1), kEndsOfSentences);
      ++at;
      continue;
    }
    std::size_t end = at;
    while (end < text.size() && (IsOfAWord(text[end]) || IsDigit(text[end]))) ++end;
    words.push_back({text.substr(at, end - at), first});
    first = false;
    at = end;
  }
  return words;
}

// A capital inside a sentence, of a word that is no day or month and that the question (in small
// letters) does not say.
bool HasAName(std::string_view asked, std::string_view text) {
  const std::vector<EnglishWord> words = EnglishWords(text);
  return std::any_of(words.begin(), words.end(), [asked](const EnglishWord& word) {
    if (word.text.size() < 2 || !IsCapital(word.text.front())) return false;
    // "Currington's vocals", "Al-Muwaffaq": no other word begins a sentence so.
    if (word.first && word.text.find_first_of("'-") == std::string_view::npos) return false;
    const std::string small = Lower(word.text.substr(0, word.text.find('\'')));
    return !Is(small, kDaysAndMonths) && small != kMay &&
           !HasAny(asked, std::array{std::string_view(small)});
  });
}

// 托马斯·布朗; a row of a table has blanks around the point.
bool IsBetweenNames(std::string_view text) {
  constexpr std::string_view kPoint = "·";
  for (std::size_t at = text.find(kPoint); at != std::string_view::npos;
       at = text.find(kPoint, at + 1)) {
    if (at > 0 && text[at - 1] != ' ') return true;
  }
  return false;
}

// 由尹雪负责, “联系人：孙立军”.
bool HasChineseName(std::string_view text) {
  if (HasAny(text, kTitles) || IsBetweenNames(text)) return true;
  std::string_view before;  // the character there, empty where no Chinese one stands
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t begin = at;
    const bool han = text::IsHan(text::NextCharacter(text, at));
    const std::string_view character = text.substr(begin, at - begin);
    std::size_t next = at;
    if (han && (before.empty() || Is(before, kBeforeNames)) && Is(character, kFamilyNames) &&
        LongestAt(text, begin, kNoNames) == 0 && at < text.size() &&
        text::IsHan(text::NextCharacter(text, next))) {
      return true;
    }
    before = han ? character : std::string_view();
  }
  return false;
}

std::string Without(Words words, std::string_view text) {
  std::string left;
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t word = LongestAt(text, at, words);
    left += word > 0 ? ' ' : text[at];
    at += std::max<std::size_t>(word, 1);
  }
  return left;
}

// 在桌上, 在杭州举行, 在重庆 before a word of the question, which is a blank here; not 在一年内.
bool HasAPlaceBehindIn(std::string_view text) {
  constexpr std::array kIn = {"在"sv, "于"sv, "於"sv};
  constexpr std::string_view kOf = "的";
  constexpr std::size_t kFurthest = 12;  // characters
  for (std::size_t at = 0; at < text.size();) {
    std::size_t end = at + LongestAt(text, at, kIn);
    const bool in = end > at;
    text::NextCharacter(text, at);
    const std::size_t begin = end;
    for (std::size_t i = 0; in && i < kFurthest && end < text.size(); ++i) {
      if (end > begin && LongestAt(text, end, kBehindIn) > 0) return true;
      const std::string_view place = text.substr(begin, end - begin);
      if (place.size() > kBytesOfHan && text[end] == ' ' && !place.ends_with(kOf)) return true;
      if (LongestAt(text, end, kNoPlaceBehindIn) > 0) break;
      if (!text::IsHan(text::NextCharacter(text, end))) break;
    }
  }
  return false;
}

// "in the box", "at Dock Street"; not "in 2015", "on Monday", "to pay".
bool HasEnglishPlace(std::string_view text) {
  const std::string lower = Lower(text);
  if (HasAny(lower, kPlaces)) return true;
  const std::vector<EnglishWord> words = EnglishWords(text);
  for (std::size_t i = 0; i + 1 < words.size(); ++i) {
    const std::string before = Lower(words[i].text);
    if (!Is(before, kBeforePlaces)) continue;
    std::size_t next = i + 1;
    const bool article = Is(Lower(words[next].text), kArticles) && next + 1 < words.size();
    if (article) ++next;
    const std::string_view word = words[next].text;
    const bool name = IsCapital(word.front());
    if (before == "of" && !name) continue;
    if (before == "to" && !article && !name) continue;
    if (IsDigit(word.front()) || Is(Lower(word), kNoPlaces) || word.ends_with("ing")) continue;
    return true;
  }
  return false;
}

// A year, 12:30, the 3rd, 9 am.
bool HasADateInDigits(std::string_view lower) {
  for (std::size_t at = lower.find_first_of("0123456789"); at != std::string_view::npos;) {
    const std::size_t end = std::min(lower.find_first_not_of("0123456789", at), lower.size());
    const std::string_view behind = lower.substr(end);
    if (end - at == 4) return true;
    if (std::any_of(kBehindDigits.begin(), kBehindDigits.end(), [behind](std::string_view sign) {
          return behind.starts_with(sign) &&
                 (behind.size() == sign.size() || !IsSmall(behind[sign.size()]));
        })) {
      return true;
    }
    if (behind.size() > 1 && (behind[0] == ':' || behind[0] == '/' || behind[0] == '.') &&
        IsDigit(behind[1])) {
      return true;
    }
    at = lower.find_first_of("0123456789", end);
  }
  return false;
}

// "When many are arrested, what is done?" asks for no time.
bool AsksWhen(std::string_view asked) {
  constexpr std::string_view kWhen = "when ";
  if (HasAny(asked, kTimeIsAsked)) return true;
  return asked.starts_with(kWhen) && LongestAt(asked, kWhen.size(), kBehindWhen) > 0;
}

// "When was it bought?", 什么时候买的: not every Tuesday.
bool AsksOfThePast(std::string_view asked) {
  while (!asked.empty() && (asked.ends_with("？") || asked.ends_with("?"))) {
    asked.remove_suffix(asked.ends_with("?") ? 1 : kBytesOfHan);
  }
  return HasAny(asked, kAsksOfThePast) || asked.ends_with("的");
}

}  // namespace

std::string WithoutWordsOf(std::string_view question, std::string_view text) {
  constexpr std::size_t kFewest = 2;  // characters
  std::string left;
  for (std::size_t at = 0; at < text.size();) {
    std::size_t end = at;
    std::size_t characters = 0;
    for (std::size_t next = at; next < text.size(); end = next, ++characters) {
      if (!text::IsHan(text::NextCharacter(text, next))) break;
      if (question.find(text.substr(at, next - at)) == std::string_view::npos) break;
    }
    if (characters >= kFewest) {
      left += ' ';
      at = end;
      continue;
    }
    const std::size_t begin = at;
    text::NextCharacter(text, at);
    left += text.substr(begin, at - begin);
  }
  return left;
}

bool SaysWho(std::string_view question, std::string_view text) {
  const std::string asked = Lower(question);
  if (!Asks(asked, "who ", kPersonIsAsked)) return true;
  if (!HasHan(text)) return HasAny(Lower(text), kPersons) || HasAName(asked, text);
  return HasAny(text, kChinesePersons) || HasChineseName(text) || HasAName(asked, text);
}

bool SaysWhere(std::string_view question, std::string_view text) {
  const std::string asked = Lower(question);
  if (!Asks(asked, "where ", kPlaceIsAsked)) return true;
  if (!HasHan(text)) return HasEnglishPlace(text);
  return HasAny(Without(kNoChinesePlaces, text), kChinesePlaces) || HasAPlaceBehindIn(text);
}

bool SaysWhen(std::string_view question, std::string_view text) {
  const std::string asked = Lower(question);
  if (!AsksWhen(asked)) return true;
  const std::string said = Lower(text);
  if (HasADateInDigits(said)) return true;
  if (!AsksOfThePast(asked)) return Fits(QuestionType::kTime, said) || HasAny(said, kMoments);
  const std::vector<Fact> facts = FactsOf(said);
  return HasAny(said, kPastMoments) || HasAny(said, kDaysAndMonths) ||
         std::any_of(facts.begin(), facts.end(),
                     [](const Fact& fact) { return fact.kind == Fact::Kind::kDate; });
}

}  // namespace wenyuan::answer
