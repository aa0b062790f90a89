#include "substitution.h"

#include <algorithm>
#include <utility>

#include "../words.h"
#include "phrases.h"
#include "wenyuan/text/utf8.h"

namespace wenyuan::answer {
namespace {

constexpr std::size_t kMostPlaces = 3;
constexpr double kSameKind = 4;  // what makes a place of the same kind, for sure
constexpr double kPerhapsSameKind = 1.5;
constexpr double kWhole = 0.3;  // a whole phrase rather than a word of it
constexpr double kFirst = 0.5;  // what a question names first is mostly what it is about

struct Place {
  text::Range range;
  double likeness = 0;
};

std::string_view Part(std::string_view text, text::Range range) {
  return text.substr(range.begin, range.end - range.begin);
}

std::u32string Characters(std::string_view text) {
  std::u32string characters;
  for (std::size_t at = 0; at < text.size();) characters += text::NextCharacter(text, at);
  return characters;
}

// "2019年" and "2021年", "PPR-9087" and "AB-12": the same form.
std::u32string FormOf(std::string_view text) {
  std::u32string form;
  for (char32_t c : Characters(text)) {
    if (c >= U'0' && c <= U'9') c = U'9';
    if ((c >= U'A' && c <= U'Z') || (c >= U'a' && c <= U'z')) c = U'A';
    const bool runs_on = (c == U'9' || c == U'A') && !form.empty() && form.back() == c;
    if (!runs_on) form += c;
  }
  return form;
}

bool HasDigit(std::string_view text) {
  return std::any_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
}

bool IsLatin(std::string_view text) {
  return !text.empty() && static_cast<unsigned char>(text.front()) < 0x80;
}

bool IsCapital(std::string_view text) {
  return !text.empty() && text.front() >= 'A' && text.front() <= 'Z';
}

// How many characters at the end are the same.
std::size_t SameEnd(std::string_view left, std::string_view right) {
  const std::u32string a = Characters(left);
  const std::u32string b = Characters(right);
  std::size_t same = 0;
  while (same < a.size() && same < b.size() && a[a.size() - 1 - same] == b[b.size() - 1 - same]) {
    ++same;
  }
  return same;
}

std::string LastWord(std::string_view text) {
  const std::size_t blank = text.rfind(' ');
  return Lower(blank == std::string_view::npos ? text : text.substr(blank + 1));
}

double Likeness(std::string_view old, std::string_view fresh) {
  if (HasDigit(old) && HasDigit(fresh)) return FormOf(old) == FormOf(fresh) ? kSameKind + 1 : 1;
  if (HasDigit(old) != HasDigit(fresh)) return 0;
  if (IsLatin(old) && IsLatin(fresh)) {
    if (LastWord(old) == LastWord(fresh)) return kSameKind;
    return IsCapital(old) && IsCapital(fresh) ? kPerhapsSameKind : 0;
  }
  return SameEnd(old, fresh) > 0 ? kSameKind : 0;
}

bool StandsBehind(std::string_view text, std::size_t at, std::string_view preposition) {
  if (preposition.empty()) return false;
  const std::string before = Lower(text.substr(0, at));
  for (const std::string_view article : {"", "the ", "a ", "an ", "our ", "all "}) {
    const std::string wanted = " " + std::string(preposition) + " " + std::string(article);
    if (before.ends_with(wanted)) return true;
  }
  return false;
}

struct Places {
  std::vector<Place> places;  // the likeliest first
  bool of_its_kind = false;   // the first is, for sure
};

Places PlacesIn(const text::Analyzer& analyzer, std::string_view before, const FollowUp& said) {
  std::vector<Place> places;
  const std::vector<Phrase> phrases = PhrasesOf(analyzer, before);
  for (std::size_t i = 0; i < phrases.size(); ++i) {
    const Phrase& phrase = phrases[i];
    const std::string_view whole = Part(before, phrase.range);
    if (whole == said.new_thing) continue;
    const double first = i == 0 ? kFirst : 0;
    Place place{phrase.range, Likeness(whole, said.new_thing) + first + kWhole};
    if (StandsBehind(before, phrase.range.begin, said.preposition)) place.likeness += kSameKind;
    // 北京云天酒店 is replaced by 和颐酒店 as a whole, since both end in a word; of 带薪年假, what
    // 病假 replaces is 年假.
    const std::string_view last = phrase.words.empty() ? whole : Part(before, phrase.words.back());
    const bool ends_in_its_word = SameEnd(last, said.new_thing) >= text::CountCharacters(last);
    places.push_back(place);
    if (phrase.words.size() < 2 || ends_in_its_word) continue;
    for (const text::Range& word : phrase.words) {
      const double likeness = Likeness(Part(before, word), said.new_thing);
      if (likeness >= kSameKind) places.push_back({word, likeness + first + 2 * kWhole});
    }
  }
  std::stable_sort(places.begin(), places.end(), [](const Place& left, const Place& right) {
    return left.likeness > right.likeness;
  });
  const bool some_kind = !places.empty() && places.front().likeness >= kPerhapsSameKind;
  if (some_kind) {
    std::erase_if(places, [](const Place& place) { return place.likeness < kPerhapsSameKind; });
  }
  if (places.size() > kMostPlaces) places.resize(kMostPlaces);
  const bool of_its_kind = !places.empty() && places.front().likeness >= kSameKind;
  return {std::move(places), of_its_kind};
}

std::string Added(std::string_view before, const FollowUp& said) {
  if (!IsLatin(said.new_thing)) return said.new_thing + std::string(before);
  std::string whole(before);
  std::string mark;
  while (!whole.empty() && (whole.back() == '?' || whole.back() == '.' || whole.back() == ' ')) {
    if (whole.back() != ' ') mark = whole.back();
    whole.pop_back();
  }
  const std::string joint = said.preposition.empty() ? " " : " " + said.preposition + " ";
  return whole + joint + said.new_thing + mark;
}

}  // namespace

std::vector<std::string> Substitutions(const text::Analyzer& analyzer, std::string_view before,
                                       const FollowUp& said) {
  std::vector<std::string> readings;
  const auto [places, of_its_kind] = PlacesIn(analyzer, before, said);
  for (const Place& place : places) {
    readings.push_back(std::string(before.substr(0, place.range.begin)) + said.new_thing +
                       std::string(before.substr(place.range.end)));
  }
  // Where it has taken a place, the thing that stood there would only lead back to its answer.
  if (!of_its_kind) readings.push_back(Added(before, said));
  return readings;
}

}  // namespace wenyuan::answer
