#include "enumeration.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <string>

namespace wenyuan::answer {
namespace {

using std::string_view_literals::operator""sv;

constexpr double kMostItems = 20;
constexpr std::size_t kFarthest = 60;  // bytes between a number and its list

struct Opening {
  std::string_view words;
  bool whole;
};
constexpr std::array kOpenings = {Opening{"分别为"sv, true},     Opening{"分别是"sv, true},
                                  Opening{"分別為"sv, true},     Opening{"分別是"sv, true},
                                  Opening{"namely"sv, true},     Opening{"："sv, false},
                                  Opening{": "sv, false},        Opening{"包括"sv, false},
                                  Opening{"including"sv, false}, Opening{"即"sv, false}};
constexpr std::array kBetween = {"、"sv, "，"sv, "和"sv, "与"sv, "及"sv, "以及"sv, "；"sv};
constexpr std::array kBetweenWords = {", and "sv, "; and "sv, " and "sv, ", "sv, "; "sv};
constexpr std::array kEnds = {"。"sv, "！"sv, "？"sv, "\n"sv, ". "sv};

std::size_t EndOf(std::string_view list) {
  std::size_t end = list.size();
  for (const std::string_view mark : kEnds) end = std::min(end, list.find(mark));
  return end;
}

bool CountsThings(const Fact& fact) {
  const bool dimension =
      fact.dimension.empty() || fact.dimension == "each" || fact.dimension == "occasion";
  return fact.kind == Fact::Kind::kQuantity && dimension && !fact.ordinal && fact.written >= 2 &&
         fact.written <= kMostItems && fact.written == std::floor(fact.written);
}

// How many items the list has at least and at most: nobody knows whether "a and b" is one.
struct Items {
  std::size_t fewest = 0;
  std::size_t most = 0;
};

Items CountItems(std::string_view list) {
  Items items{1, 1};
  int depth = 0;
  for (std::size_t at = 0; at < list.size();) {
    const std::string_view rest = list.substr(at);
    if (rest.starts_with("(") || rest.starts_with("（")) ++depth;
    if (rest.starts_with(")") || rest.starts_with("）")) --depth;
    std::size_t length = 0;
    const auto look = [&](const auto& words) {
      for (const std::string_view word : words) {
        if (rest.starts_with(word)) length = std::max(length, word.size());
      }
    };
    look(kBetween);
    look(kBetweenWords);
    if (length == 0 || depth > 0) {
      ++at;
      continue;
    }
    const std::string_view mark = rest.substr(0, length);
    const bool sure = mark == "、" || mark == "；" || mark.find(',') == 0 || mark.find(';') == 0;
    items.most += 1;
    items.fewest += sure ? 1 : 0;
    at += length;
  }
  return items;
}

}  // namespace

std::map<std::size_t, Counted> CountsOfLists(std::string_view text,
                                             const std::vector<Fact>& facts) {
  std::map<std::size_t, Counted> counts;
  for (std::size_t at = 0; at < facts.size(); ++at) {
    const Fact& fact = facts[at];
    const bool counts_one = fact.kind == Fact::Kind::kQuantity && fact.written == 1;
    if (!CountsThings(fact) && !counts_one) continue;
    const std::string_view behind = text.substr(fact.end);
    const std::string_view near = behind.substr(0, kFarthest);
    std::size_t begin = std::string_view::npos;
    bool whole = false;
    for (const Opening& opening : kOpenings) {
      const std::size_t found = near.find(opening.words);
      if (found == std::string_view::npos || found + opening.words.size() >= behind.size())
        continue;
      if (begin != std::string_view::npos && found + opening.words.size() > begin) continue;
      begin = found + opening.words.size();
      whole = opening.whole;
    }
    if (begin == std::string_view::npos) continue;
    const bool other_number =
        at + 1 < facts.size() && facts[at + 1].begin < fact.end + begin && !facts[at + 1].vague;
    if (other_number) continue;
    const std::string_view list = behind.substr(begin);
    const Items items = CountItems(list.substr(0, EndOf(list)));
    const auto count = static_cast<std::size_t>(fact.written);
    if (items.most < 2) continue;
    if (count >= items.fewest && count <= items.most) {
      counts[at] = Counted::kRight;
    } else if (whole) {
      counts[at] = Counted::kWrong;
    }
  }
  return counts;
}

}  // namespace wenyuan::answer
