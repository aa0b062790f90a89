#include "question_parts.h"

#include <algorithm>
#include <array>
#include <optional>
#include <utility>

#include "../words.h"
#include "question_type.h"

namespace wenyuan::answer {
namespace {

using std::string_view_literals::operator""sv;

constexpr std::array kDiffer = {"区别"sv, "区分"sv, "不同"sv, "差异"sv, "差别"sv, "对比"sv,
                                "比较"sv, "异同"sv, "區別"sv, "差異"sv, "對比"sv, "比較"sv};
constexpr std::array kEach = {"分别"sv, "分別"sv, "各是"sv, "各为"sv,
                              "各為"sv, "各有"sv, "各需"sv, "各自"sv};
constexpr std::array kJoin = {"与"sv, "與"sv, "和"sv, "跟"sv, "及"sv, "、"sv};
constexpr std::array kDrop = {"有什么"sv, "有何"sv, "有哪些"sv, "之间"sv, "之間"sv, "的"sv, "在"sv,
                              "有"sv,     "上"sv,   "什么"sv,   "是"sv,   "相比"sv, "，"sv};
constexpr std::array kLead = {"请"sv,   "比较一下"sv, "对比一下"sv, "比较"sv, "对比"sv,
                              "比較"sv, "對比"sv,     "一下"sv,     "下"sv};
constexpr std::array kClauseEnds = {"，"sv, "；"sv, "？"sv, "?"sv, ";"sv};
constexpr std::array kAsking = {"what "sv, "when "sv, "who "sv,   "where "sv,
                                "how "sv,  "why "sv,  "which "sv, "whose "sv};
constexpr std::size_t kLongestThing = 60;  // bytes

std::string_view Trimmed(std::string_view text) {
  constexpr std::string_view kBlank = " \t\n?.!";
  const std::size_t begin = text.find_first_not_of(kBlank);
  if (begin == std::string_view::npos) return {};
  text = text.substr(begin, text.find_last_not_of(kBlank) + 1 - begin);
  for (const std::string_view mark : {"？"sv, "。"sv, "！"sv}) {
    while (text.ends_with(mark)) text.remove_suffix(mark.size());
  }
  return text;
}

// Without any of the words at its end.
std::string_view WithoutEnd(std::string_view text, std::span<const std::string_view> words) {
  for (bool cut = true; cut;) {
    cut = false;
    for (const std::string_view word : words) {
      if (text.size() > word.size() && text.ends_with(word)) {
        text = Trimmed(text.substr(0, text.size() - word.size()));
        cut = true;
      }
    }
  }
  return text;
}

std::string_view WithoutBeginning(std::string_view text, std::span<const std::string_view> words) {
  for (bool cut = true; cut;) {
    cut = false;
    for (const std::string_view word : words) {
      if (text.size() > word.size() && text.starts_with(word)) {
        text = Trimmed(text.substr(word.size()));
        cut = true;
      }
    }
  }
  return text;
}

std::pair<std::size_t, std::size_t> First(std::string_view text,
                                          std::span<const std::string_view> words) {
  std::pair<std::size_t, std::size_t> first{std::string_view::npos, 0};
  for (const std::string_view word : words) {
    if (const std::size_t at = text.find(word); at < first.first) first = {at, word.size()};
  }
  return first;
}

std::string_view WithoutMarks(std::string_view thing) {
  for (const auto& [open, close] :
       {std::pair{"《"sv, "》"sv}, std::pair{"“"sv, "”"sv}, std::pair{"\""sv, "\""sv}}) {
    if (thing.size() > open.size() + close.size() && thing.starts_with(open) &&
        thing.ends_with(close)) {
      return thing.substr(open.size(), thing.size() - open.size() - close.size());
    }
  }
  return thing;
}

bool IsThing(std::string_view text) {
  return !text.empty() && text.size() <= kLongestThing && InterrogativesIn(text).empty();
}

std::optional<QuestionParts> ChineseEach(std::string_view question) {
  const auto [at, length] = First(question, kEach);
  if (at == std::string_view::npos || at == 0) return std::nullopt;
  auto read = ReadThings(WithoutEnd(Trimmed(question.substr(0, at)), kDrop));
  if (!read) return std::nullopt;
  // 各是, 各有: the verb belongs to the question.
  std::string_view rest = question.substr(at + length);
  const std::string_view word = question.substr(at, length);
  const bool has_verb = word.starts_with("各") && word != "各自";
  const std::string_view verb = has_verb ? word.substr("各"sv.size()) : ""sv;
  for (const std::string& thing : read->things) {
    std::string part = thing;
    if (!read->aspect.empty()) part.append("的").append(read->aspect);
    read->parts.push_back(part.append(verb).append(rest));
  }
  return read;
}

std::optional<QuestionParts> ChineseComparison(std::string_view question) {
  std::string_view text = Trimmed(question);
  const auto [at, length] = First(text, kDiffer);
  const bool leads = at == 0 || text.starts_with("请");
  if (at == std::string_view::npos && text.find("相比") == std::string_view::npos)
    return std::nullopt;
  if (leads) {
    text = WithoutBeginning(text, kLead);
    const auto again = First(text, kDiffer);
    if (again.first != std::string_view::npos && again.first > 0)
      text = text.substr(0, again.first);
  } else {
    text = text.substr(0, std::min(at, text.find("相比")));
  }
  auto read = ReadThings(WithoutEnd(Trimmed(text), kDrop));
  if (!read) return std::nullopt;
  for (const std::string& thing : read->things) {
    read->parts.push_back(read->aspect.empty() ? thing : thing + "的" + read->aspect + "是什么？");
  }
  return read;
}

// Clauses that ask for themselves. One that begins with the word that asks is about what the first
// is about.
QuestionParts ChineseClauses(std::string_view question) {
  QuestionParts read;
  std::string subject;
  std::string_view rest = question;
  while (!rest.empty()) {
    auto [end, length] = First(rest, kClauseEnds);
    if (end == std::string_view::npos) {
      end = rest.size();
      length = 0;
    }
    const std::string_view clause = Trimmed(rest.substr(0, end));
    rest.remove_prefix(end + length);
    if (clause.empty()) continue;
    const std::vector<Interrogative> asking = InterrogativesIn(clause);
    if (asking.empty()) return {};  // a clause that only says something belongs to the next
    const std::size_t begin = asking.front().begin;
    std::string part(clause);
    if (read.parts.empty()) {
      subject = WithoutEnd(Trimmed(clause.substr(0, begin)), kDrop);
    } else if (begin <= "由"sv.size()) {
      part = subject + part;
    }
    read.parts.push_back(part + "？");
  }
  return read.parts.size() < 2 ? QuestionParts{} : read;
}

std::optional<QuestionParts> EnglishComparison(std::string_view question,
                                               const std::string& lower) {
  std::string_view text = Trimmed(question);
  const auto between = [&](std::string_view from,
                           std::string_view join) -> std::optional<QuestionParts> {
    const std::size_t at = lower.find(from);
    if (at == std::string::npos) return std::nullopt;
    const std::size_t begin = at + from.size();
    const std::size_t middle = lower.find(join, begin);
    if (middle == std::string::npos) return std::nullopt;
    QuestionParts read;
    std::string_view first = Trimmed(question.substr(begin, middle - begin));
    std::string_view second = Trimmed(question.substr(middle + join.size()));
    const std::string lower_first = Lower(first);
    if (const std::size_t of = lower_first.find(" of "); of != std::string::npos) {
      read.aspect = Trimmed(first.substr(0, of));
      first = Trimmed(first.substr(of + 4));
    }
    for (std::string_view thing : {first, second}) {
      if (Lower(thing).starts_with("the ")) thing.remove_prefix(4);
      if (Lower(thing).starts_with("of ")) thing.remove_prefix(3);
      thing = WithoutMarks(thing);
      if (!IsThing(thing)) return std::nullopt;
      read.things.emplace_back(thing);
    }
    if (Lower(read.aspect).starts_with("the ")) read.aspect.erase(0, 4);
    for (const std::string& thing : read.things) {
      read.parts.push_back(
          read.aspect.empty() ? thing : "What is the " + read.aspect + " of " + thing + "?");
    }
    return read;
  };
  for (const std::string_view join : {" and "sv, " with "sv, " to "sv}) {
    if (auto read = between("compare ", join)) return read;
  }
  if (auto read = between("difference between ", " and ")) return read;
  if (auto read = between("differences between ", " and ")) return read;
  if (auto read = between("how does ", " differ from ")) return read;
  if (auto read = between("how do ", " differ from ")) return read;
  for (const std::string_view versus : {" versus "sv, " vs. "sv, " vs "sv}) {
    const std::size_t at = lower.find(versus);
    if (at == std::string::npos) continue;
    QuestionParts read;
    for (const std::string_view thing :
         {Trimmed(text.substr(0, at)), Trimmed(text.substr(at + versus.size()))}) {
      if (!IsThing(thing)) return std::nullopt;
      read.things.emplace_back(thing);
      read.parts.emplace_back(thing);
    }
    return read;
  }
  return std::nullopt;
}

// "What is the warranty of A and B respectively?"
std::optional<QuestionParts> EnglishEach(std::string_view question, const std::string& lower) {
  if (lower.find("respectively") == std::string::npos && lower.find(" each") == std::string::npos) {
    return std::nullopt;
  }
  const std::size_t join = lower.find(" and ");
  const std::size_t of = join == std::string::npos ? join : lower.rfind(" of ", join);
  if (of == std::string::npos) return std::nullopt;
  std::string_view second = question.substr(join + 5);
  for (const std::string_view end : {", respectively"sv, " respectively"sv, " each"sv}) {
    if (const std::size_t at = Lower(second).find(end); at != std::string::npos) {
      second = second.substr(0, at);
    }
  }
  QuestionParts read;
  const std::string_view head = question.substr(0, of);
  const std::size_t the = Lower(head).find(" the ");
  read.aspect = Trimmed(head.substr(the == std::string::npos ? 0 : the + 5));
  for (const std::string_view thing :
       {Trimmed(question.substr(of + 4, join - of - 4)), Trimmed(second)}) {
    if (!IsThing(thing)) return std::nullopt;
    read.things.emplace_back(thing);
    read.parts.push_back(std::string(head) + " of " + std::string(thing) + "?");
  }
  return read;
}

QuestionParts EnglishClauses(std::string_view question, const std::string& lower) {
  if (!std::any_of(kAsking.begin(), kAsking.end(),
                   [&lower](std::string_view word) { return lower.starts_with(word); })) {
    return {};
  }
  for (const std::string_view word : kAsking) {
    for (const std::string_view join : {" and "sv, ", and "sv, "? "sv}) {
      const std::size_t at = lower.find(std::string(join) + std::string(word));
      if (at == std::string::npos) continue;
      QuestionParts read;
      read.parts = {std::string(Trimmed(question.substr(0, at))) + "?",
                    std::string(question.substr(at + join.size()))};
      if (Trimmed(read.parts[0]).size() < 12 || read.parts[1].size() < 12) return {};
      return read;
    }
  }
  return {};
}

}  // namespace

std::optional<QuestionParts> ReadThings(std::string_view text) {
  QuestionParts read;
  // The sign that joins: the rarest first, since 和 is in names, too. Marks of titles hold
  // together.
  std::vector<std::string_view> things;
  for (const std::string_view join : kJoin) {
    things.clear();
    std::size_t begin = 0;
    int depth = 0;
    for (std::size_t at = 0; at < text.size(); ++at) {
      if (text.substr(at).starts_with("《")) ++depth;
      if (text.substr(at).starts_with("》")) --depth;
      if (depth > 0 || !text.substr(at).starts_with(join)) continue;
      things.push_back(text.substr(begin, at - begin));
      begin = at + join.size();
    }
    things.push_back(text.substr(begin));
    if (things.size() >= 2 && things.size() <= 4) break;
  }
  if (things.size() < 2 || things.size() > 4) return std::nullopt;
  std::string_view& last = things.back();
  if (const std::size_t of = last.rfind("的"); of != std::string_view::npos && of > 0) {
    read.aspect = Trimmed(last.substr(of + "的"sv.size()));
    last = last.substr(0, of);
  }
  for (const std::string_view thing : things) {
    const std::string_view name = WithoutMarks(Trimmed(thing));
    if (!IsThing(name)) return std::nullopt;
    read.things.emplace_back(name);
  }
  return read;
}

QuestionParts ReadParts(std::string_view question) {
  const bool chinese =
      std::any_of(question.begin(), question.end(), [](char c) { return (c & 0x80) != 0; });
  if (chinese) {
    if (auto read = ChineseEach(question)) return *std::move(read);
    if (auto read = ChineseComparison(question)) return *std::move(read);
    return ChineseClauses(question);
  }
  const std::string lower = Lower(question);
  if (auto read = EnglishComparison(question, lower)) return *std::move(read);
  if (auto read = EnglishEach(question, lower)) return *std::move(read);
  return EnglishClauses(question, lower);
}

}  // namespace wenyuan::answer
