#include <algorithm>
#include <array>

#include "../words.h"
#include "calculation.h"
#include "question_parts.h"

namespace wenyuan::answer {
namespace {

using std::string_view_literals::operator""sv;
using Words = std::span<const std::string_view>;

constexpr std::array kWhich = {"哪一个"sv, "哪个"sv, "哪個"sv, "哪种"sv, "哪款"sv, "哪台"sv,
                               "哪家"sv,   "哪一"sv, "哪"sv,   "谁"sv,   "誰"sv};
constexpr std::array kBehindThings = {"，"sv,     ","sv,    "之间"sv, "之間"sv, "相比"sv,
                                      "比起来"sv, "当中"sv, "两者"sv, "两个"sv, "里"sv,
                                      "中"sv,     "的话"sv, "："sv,   "、"sv};
constexpr std::array kBeforeThings = {"请问"sv, "在"sv, "，"sv, "是"sv, "："sv};
constexpr std::array kAroundMeasure = {"的"sv, "要"sv, "会"sv, "是"sv, "，"sv, " "sv};
constexpr std::array kOr = {"还是"sv, "還是"sv, "或者"sv, "或"sv};
constexpr std::array kVerbs = {" has "sv,   " have "sv,  " is "sv,     " are "sv,   " was "sv,
                               " were "sv,  " costs "sv, " weighs "sv, " takes "sv, " offers "sv,
                               " gives "sv, " comes "sv, " needs "sv,  " uses "sv,  " did "sv};
constexpr std::array kWantYesOrNo = {"is "sv, "are "sv, "was "sv, "were "sv, "does "sv, "do "sv};
constexpr std::array kHaving = {" have "sv, " has "sv,  " cost"sv,  " offer "sv,
                                " need "sv, " take "sv, " weigh"sv, " get "sv};
constexpr std::array kArticles = {"the "sv, "a "sv, "an "sv};
constexpr std::array kMarks = {"?"sv, "."sv, "!"sv, "？"sv, "。"sv, " "sv, ","sv, ":"sv, "？"sv};

std::string_view WithoutEnds(std::string_view text, Words begins, Words ends) {
  for (bool cut = true; cut;) {
    cut = false;
    for (const std::string_view word : ends) {
      if (!text.empty() && text.ends_with(word)) {
        text.remove_suffix(word.size());
        cut = true;
      }
    }
    for (const std::string_view word : begins) {
      if (!text.empty() && Lower(text.substr(0, word.size())) == word) {
        text.remove_prefix(word.size());
        cut = true;
      }
    }
  }
  return text;
}

// "A还是B" as A和B.
std::string OrAsAnd(std::string_view text) {
  std::string joined(text);
  for (const std::string_view word : kOr) {
    if (const std::size_t at = joined.find(word); at != std::string::npos) {
      return joined.replace(at, word.size(), "和");
    }
  }
  return joined;
}

// The things that are joined there, and what of them ("A和B的保修期").
bool TakeThings(std::string_view text, ThingsCompared& read) {
  const std::string joined = OrAsAnd(WithoutEnds(text, kBeforeThings, kBehindThings));
  auto things = ReadThings(joined);
  if (!things) return false;
  read.things = std::move(things->things);
  if (read.measure.empty()) read.measure = std::move(things->aspect);
  return true;
}

std::optional<ThingsCompared> ChineseWhich(std::string_view question, ThingsCompared read) {
  std::size_t at = std::string_view::npos;
  std::size_t length = 0;
  for (const std::string_view word : kWhich) {
    const std::size_t found = question.find(word);
    if (found < at || (found == at && word.size() > length)) {
      at = found;
      length = word.size();
    }
  }
  if (at == std::string_view::npos) return std::nullopt;
  const Comparative& comparative = read.comparative;
  const std::size_t behind = at + length;
  if (behind > comparative.begin) return std::nullopt;
  read.measure = WithoutEnds(question.substr(behind, comparative.begin - behind), kAroundMeasure,
                             kAroundMeasure);
  if (TakeThings(question.substr(0, at), read)) return read;
  // "哪个更贵，A还是B？"
  const std::string_view rest = WithoutEnds(question.substr(comparative.end), kMarks, kMarks);
  const bool has_or = std::any_of(kOr.begin(), kOr.end(), [rest](auto word) {
    return rest.find(word) != std::string_view::npos;
  });
  if (at == 0 && has_or && TakeThings(rest, read)) return read;
  return std::nullopt;
}

// "A比B贵吗？", "A的保修期比B长多少？"
std::optional<ThingsCompared> ChineseThan(std::string_view question, ThingsCompared read) {
  const std::size_t than = question.find("比");
  if (than == 0 || than == std::string_view::npos || than > read.comparative.begin) {
    return std::nullopt;
  }
  const std::string_view rest = WithoutEnds(question.substr(read.comparative.end), {}, kMarks);
  const bool asks = rest.ends_with("吗") || rest.ends_with("嗎");
  if (!asks && rest.find("多少") == std::string_view::npos && !rest.starts_with("几")) {
    return std::nullopt;
  }
  std::string_view first = WithoutEnds(question.substr(0, than), kBeforeThings, {});
  std::string_view second =
      question.substr(than + "比"sv.size(), read.comparative.begin - than - "比"sv.size());
  second = WithoutEnds(second, {}, kAroundMeasure);
  for (std::string_view* side : {&first, &second}) {
    const std::size_t of = side->find("的");
    if (of == std::string_view::npos || of == 0) continue;
    read.measure = side->substr(of + "的"sv.size());
    *side = side->substr(0, of);
  }
  if (first.empty() || second.empty()) return std::nullopt;
  read.things = {std::string(first), std::string(second)};
  read.yes_or_no = asks;
  return read;
}

std::vector<std::string> EnglishThings(std::string_view text) {
  std::vector<std::string> things;
  const auto add = [&things](std::string_view thing) {
    thing = WithoutEnds(thing, kArticles, kMarks);
    thing = WithoutEnds(thing, kMarks, kMarks);
    if (Lower(thing.substr(0, 4)) == "the ") thing.remove_prefix(4);
    if (!thing.empty()) things.emplace_back(thing);
  };
  const std::string lower = Lower(text);
  std::size_t begin = 0;
  for (std::size_t at = 0; at < text.size(); ++at) {
    for (const std::string_view join : {", and "sv, ", or "sv, " and "sv, " or "sv, ", "sv}) {
      if (!std::string_view(lower).substr(at).starts_with(join)) continue;
      add(text.substr(begin, at - begin));
      begin = at + join.size();
      at = begin - 1;
      break;
    }
  }
  add(text.substr(begin));
  return things;
}

// What stands behind the comparative up to the next mark: "warranty" of "longer warranty, A or B".
std::string_view EnglishMeasure(std::string_view behind) {
  behind = behind.substr(0, behind.find_first_of(",:?"));
  const std::string lower = Lower(behind);
  for (const std::string_view end : {" of "sv, " between "sv, " than "sv, " in "sv}) {
    behind = behind.substr(0, std::min(behind.size(), lower.find(end)));
  }
  return WithoutEnds(behind, kArticles, kMarks);
}

std::optional<ThingsCompared> EnglishWhich(std::string_view question, const std::string& lower,
                                           ThingsCompared read) {
  if (!lower.starts_with("which ") && !lower.starts_with("what ") && !lower.starts_with("who ")) {
    return std::nullopt;
  }
  const Comparative& comparative = read.comparative;
  read.measure = WithoutEnds(EnglishMeasure(question.substr(comparative.end)), kMarks, kMarks);
  const std::size_t mark = lower.find_first_of(",:", comparative.end);
  if (mark != std::string::npos && lower.find(" or ", mark) != std::string::npos) {
    read.things = EnglishThings(question.substr(mark + 1));
    return read;
  }
  for (const std::string_view from : {" of "sv, " between "sv, "which of "sv}) {
    const std::size_t at = lower.find(from);
    if (at == std::string::npos || at > comparative.begin) continue;
    const std::size_t begin = at + from.size();
    std::size_t end = comparative.begin;
    for (const std::string_view verb : kVerbs) end = std::min(end, lower.find(verb, begin));
    read.things = EnglishThings(question.substr(begin, end - begin));
    return read;
  }
  return std::nullopt;
}

// "Is A cheaper than B?", "Does A have a longer warranty than B?"
std::optional<ThingsCompared> EnglishThan(std::string_view question, const std::string& lower,
                                          ThingsCompared read) {
  const Comparative& comparative = read.comparative;
  const std::size_t than = lower.find(" than ", comparative.begin);
  if (than == std::string::npos) return std::nullopt;
  std::size_t begin = std::string::npos;
  for (const std::string_view word : kWantYesOrNo) {
    if (lower.starts_with(word)) begin = word.size();
  }
  if (begin == std::string::npos) return std::nullopt;
  std::size_t end = comparative.begin;
  for (const std::string_view verb : kHaving) end = std::min(end, lower.find(verb, begin));
  if (end <= begin) return std::nullopt;
  const std::string_view first = question.substr(begin, end - begin);
  const std::string_view second = question.substr(than + " than "sv.size());
  read.measure = question.substr(comparative.end, than - comparative.end);
  read.measure = std::string(WithoutEnds(read.measure, kMarks, kMarks));
  for (const std::string_view thing : {first, second}) {
    for (std::string& name : EnglishThings(thing)) read.things.push_back(std::move(name));
  }
  read.yes_or_no = true;
  return read;
}

}  // namespace

std::optional<ThingsCompared> ReadThingsCompared(std::string_view question) {
  ThingsCompared read;
  const bool chinese = HasHan(question);
  const std::string lower = Lower(question);
  const auto comparative = chinese ? ChineseComparative(question) : EnglishComparative(lower);
  if (!comparative) return std::nullopt;
  read.comparative = *comparative;
  std::optional<ThingsCompared> found;
  if (chinese) {
    read.phrase = question.substr(comparative->begin, comparative->end - comparative->begin);
    found = ChineseThan(question, read);
    if (!found) found = ChineseWhich(question, read);
  } else {
    found = EnglishThan(question, lower, read);
    if (!found) found = EnglishWhich(question, lower, read);
  }
  if (!found || found->things.size() < 2 || found->things.size() > 4) return std::nullopt;
  if (!chinese) {
    found->phrase = question.substr(comparative->begin, comparative->end - comparative->begin);
    if (!found->measure.empty()) found->phrase += " " + found->measure;
  }
  return found;
}

}  // namespace wenyuan::answer
