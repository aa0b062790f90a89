#include "asked_kind.h"

#include <algorithm>
#include <array>
#include <cctype>
#include <string>

#include "../generated/facts/facts.h"
#include "../question/question_type.h"
#include "../words.h"
#include "kinds_of_things.h"

namespace wenyuan::answer {
namespace {

// Questions that only sound so: 注意哪几点, 多少度电.
constexpr std::array kNotAsked = {"哪几点"sv,   "几点建议"sv, "几点要求"sv, "几点意见"sv,
                                  "多少度电"sv, "哪几天"sv,   "前几年"sv,   "近几年"sv,
                                  "几年级"sv,   "这几天"sv,   "前几天"sv,   "几天内"sv};

constexpr std::array kPhoneAsked = {"电话是多少"sv,       "电话多少"sv,   "电话号码"sv,
                                    "手机号"sv,           "联系电话"sv,   "什么电话"sv,
                                    "哪个电话"sv,         "号码是多少"sv, "phone number"sv,
                                    "telephone number"sv, "电话是什么"sv};
constexpr std::array kSumSigns = {"€"sv, "$"sv, "£"sv, "¥"sv, "￥"sv, "元"sv};
constexpr std::size_t kFewestDigits = 3;

bool IsDigit(char c) { return c >= '0' && c <= '9'; }

bool HasSign(std::string_view text, Words signs) {
  return std::any_of(signs.begin(), signs.end(), [text](std::string_view sign) {
    for (std::size_t at = text.find(sign); at != std::string_view::npos;
         at = text.find(sign, at + 1)) {
      const std::size_t end = at + sign.size();
      const bool ends =
          end >= text.size() || std::isalnum(static_cast<unsigned char>(text[end])) == 0;
      const std::size_t before = at > 0 && text[at - 1] == ' ' ? at - 1 : at;
      if (ends && before > 0 && IsDigit(text[before - 1])) return true;
    }
    return false;
  });
}

std::size_t LongestRunOfDigits(std::string_view text) {
  std::size_t longest = 0;
  std::size_t run = 0;
  for (const char c : text) {
    if (IsDigit(c)) {
      longest = std::max(longest, ++run);
    } else if (c != '-' && c != ' ') {
      run = 0;
    }
  }
  return longest;
}

// "How long is the table?" may ask for either.
bool MayAskForALength(std::string_view asked) {
  return HasAny(asked, std::array{"how long"sv}) ||
         (asked.find("多长") != std::string_view::npos &&
          asked.find("多长时间") == std::string_view::npos);
}

// A number of days or years; two dates are one as well.
bool HasDuration(std::string_view text) {
  std::size_t dates = 0;
  for (const Fact& fact : FactsOf(text)) {
    if (fact.kind == Fact::Kind::kDate && (fact.day > 0 || fact.year > 0)) ++dates;
    if (fact.kind != Fact::Kind::kQuantity || fact.ordinal) continue;
    if (std::find(kDurations.begin(), kDurations.end(), fact.dimension) != kDurations.end()) {
      return true;
    }
  }
  return dates > 1;
}

// "How long is the AquaSense 20?": what is called by a name and a number is long in metres.
bool AsksForALength(std::string_view asked) {
  constexpr std::string_view kAsks = "how long is the ";
  constexpr std::size_t kMostWords = 3;
  if (!asked.starts_with(kAsks)) return false;
  const std::string_view thing = asked.substr(kAsks.size());
  const auto blanks = std::count(thing.begin(), thing.end(), ' ');
  return static_cast<std::size_t>(blanks) < kMostWords &&
         std::any_of(thing.begin(), thing.end(), IsDigit);
}

bool Offers(const Kind& kind, std::string_view text, std::string_view named) {
  if (kind.asked_by.data() == kTimeAsked.data()) {
    if (HasDuration(text)) return true;
    // "Half day: €24": a price of a time is none.
    if (!named.empty() && HasAny(text, kSumSigns)) return false;
  }
  return HasAny(text, kind.words) || HasSign(text, kind.signs) || HasAny(named, kind.names);
}

}  // namespace

bool OffersTheKind(std::string_view question, std::string_view text, std::string_view named) {
  const std::string asked = Lower(question);
  if (HasAny(asked, kNotAsked)) return true;
  const std::string said = Lower(text);
  const std::string names = Lower(named);
  if (HasAny(asked, kPhoneAsked) && LongestRunOfDigits(said) < kFewestDigits) return false;
  constexpr std::size_t kLength = 1;
  if (AsksForALength(asked)) {
    return Offers(kKinds[kLength], said, names) && HasAny(said, kSaysALength);
  }
  bool any = false;
  for (const Kind& kind : kKinds) {
    if (!HasAny(asked, kind.asked_by)) continue;
    if (kind.asked_by.data() == kHeightAsked.data() && HasAny(asked, kHighToo)) continue;
    if (Offers(kind, said, names)) return true;
    any = true;
  }
  return !any || (MayAskForALength(asked) && Offers(kKinds[kLength], said, names));
}

}  // namespace wenyuan::answer
