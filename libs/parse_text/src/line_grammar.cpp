#include "line_grammar.h"

#include <algorithm>
#include <cstddef>

#include "wenyuan/parse_kit/strings.h"

namespace wenyuan::parse {
namespace {

using Kind = LineKind::Kind;

constexpr std::size_t kHeadingWidth = 70;
constexpr std::string_view kHanNumbers[] = {"〇", "零", "一", "二", "三", "四", "五", "六",
                                            "七", "八", "九", "十", "百", "千", "两"};
constexpr std::string_view kBullets[] = {"- ", "* ", "+ ", "• ", "· ", "● ", "○ ", "■ ",
                                         "□ ", "◆ ", "– ", "— ", "•",  "●",  "◆"};

bool IsDigit(char c) { return c >= '0' && c <= '9'; }

std::size_t DigitsAt(std::string_view line, std::size_t at) {
  std::size_t end = at;
  while (end < line.size() && IsDigit(line[end])) ++end;
  return end - at;
}

// The bytes of a number in Han or ASCII digits at `at`.
std::size_t NumberAt(std::string_view line, std::size_t at) {
  std::size_t end = at + DigitsAt(line, at);
  for (bool more = end == at; more;) {
    more = false;
    for (const std::string_view number : kHanNumbers) {
      if (line.substr(end, number.size()) == number) {
        end += number.size();
        more = true;
      }
    }
  }
  return end - at;
}

bool StartsAt(std::string_view line, std::size_t at, std::string_view wanted) {
  return at <= line.size() && line.substr(at, wanted.size()) == wanted;
}

// The level of "第…章" and its sisters, 0 when the line is not one.
std::uint8_t OrdinalLevel(std::string_view line) {
  if (!StartsAt(line, 0, "第")) return 0;
  const std::size_t number = NumberAt(line, 3);
  if (number == 0) return 0;
  const std::size_t unit = 3 + number;
  for (const std::string_view part : {"编", "篇", "部分", "卷"}) {
    if (StartsAt(line, unit, part)) return 1;
  }
  if (StartsAt(line, unit, "章")) return 2;
  if (StartsAt(line, unit, "节")) return 3;
  if (StartsAt(line, unit, "条")) return 4;
  return 0;
}

// "一、" 2, "（一）" 3.
std::uint8_t HanNumberLevel(std::string_view line) {
  if (!line.empty() && !IsDigit(line[0])) {
    const std::size_t number = NumberAt(line, 0);
    if (number > 0 && StartsAt(line, number, "、")) return 2;
  }
  if (StartsAt(line, 0, "（") || StartsAt(line, 0, "(")) {
    const std::size_t open = line[0] == '(' ? 1 : 3;
    const std::size_t number = NumberAt(line, open);
    if (number > 0 && !IsDigit(line[open]) &&
        (StartsAt(line, open + number, "）") || StartsAt(line, open + number, ")"))) {
      return 3;
    }
  }
  return 0;
}

// The number of parts of "2.1.3 ", 0 when the line does not start so.
std::uint8_t DottedDepth(std::string_view line) {
  std::uint8_t depth = 0;
  std::size_t at = 0;
  while (depth < 9) {
    const std::size_t digits = DigitsAt(line, at);
    if (digits == 0 || digits > 3) break;
    ++depth;
    at += digits;
    if (at >= line.size() || line[at] != '.') break;
    ++at;
  }
  const bool gap = at < line.size() && (line[at] == ' ' || line[at] == '\t' ||
                                        (depth > 1 && static_cast<unsigned char>(line[at]) > 0xE3));
  return gap && at > 0 ? depth : std::uint8_t{0};
}

bool StartsNumberedItem(std::string_view line) {
  std::size_t at = StartsAt(line, 0, "(") ? 1 : 0;
  const std::size_t digits = DigitsAt(line, at);
  const bool letter = digits == 0 && at < line.size() && line[at] >= 'a' && line[at] <= 'z';
  at += letter ? 1 : digits;
  if ((digits == 0 && !letter) || digits > 3 || at >= line.size()) return false;
  if (StartsAt(line, at, "、") || StartsAt(line, at, "）") || StartsAt(line, at, "．")) return true;
  return (line[at] == ')' || (line[at] == '.' && !letter)) && at + 1 < line.size() &&
         line[at + 1] == ' ';
}

}  // namespace

bool EndsSentence(std::string_view line) {
  for (const std::string_view end :
       {".", "。", "!", "！", "?", "？", ";", "；", ":", "：", "，", ",", "、", "”", "…"}) {
    if (line.size() >= end.size() && line.substr(line.size() - end.size()) == end) return true;
  }
  return false;
}

LineKind ClassifyLine(std::string_view line, bool alone) {
  const bool may_head = DisplayWidth(line) <= kHeadingWidth && !EndsSentence(line);
  if (const std::uint8_t level = OrdinalLevel(line); level != 0 && may_head) {
    // An article's number usually starts its text: then the line is no heading.
    if (level < 4 || DisplayWidth(line) <= 30) return {Kind::kHeading, level, true, line};
  }
  if (const std::uint8_t level = HanNumberLevel(line); level != 0) {
    if (may_head && alone) return {Kind::kHeading, level, true, line};
    return {Kind::kListItem, static_cast<std::uint8_t>(level - 1), true, line};
  }
  const std::uint8_t depth = DottedDepth(line);
  if (depth > 0 && may_head && (depth > 1 || alone)) return {Kind::kHeading, depth, true, line};
  for (const std::string_view bullet : kBullets) {
    if (StartsAt(line, 0, bullet))
      return {Kind::kListItem, 1, true, Trim(line.substr(bullet.size()))};
  }
  if (StartsNumberedItem(line)) return {Kind::kListItem, 1, true, line};
  return {Kind::kText, 0, OrdinalLevel(line) != 0, line};
}

}  // namespace wenyuan::parse
