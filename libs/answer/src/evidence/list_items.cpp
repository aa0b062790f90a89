#include "list_items.h"

#include <algorithm>
#include <array>
#include <vector>

#include "wenyuan/text/utf8.h"

namespace wenyuan::answer {
namespace {

using std::string_view_literals::operator""sv;

constexpr std::size_t kMostItems = 15;
constexpr std::size_t kMostBytes = 1'500;
constexpr std::size_t kLongestUnmarked = 80;  // characters of an item without a sign before it
constexpr std::array kSigns = {"- "sv, "• "sv, "* "sv, "· "sv, "– "sv, "●"sv, "■"sv, "◆"sv, "①"sv,
                               "②"sv,  "③"sv,  "④"sv,  "⑤"sv,  "⑥"sv,  "⑦"sv, "⑧"sv, "⑨"sv};
constexpr std::u32string_view kNumerals = U"0123456789一二三四五六七八九十";
constexpr std::u32string_view kBehindNumeral = U".、)）．";

struct Line {
  std::size_t begin = 0;
  std::size_t end = 0;
};

// "1.", "（一）", "2、", "- ", "a)".
bool IsMarked(std::string_view line) {
  for (const std::string_view sign : kSigns) {
    if (line.starts_with(sign)) return true;
  }
  std::size_t at = 0;
  if (line.starts_with("（")) at = "（"sv.size();
  if (line.starts_with("(")) at = 1;
  std::size_t numerals = 0;
  while (at < line.size()) {
    std::size_t next = at;
    const char32_t c = text::NextCharacter(line, next);
    const bool letter = numerals == 0 && c >= U'a' && c <= U'h';
    if (kNumerals.find(c) != std::u32string_view::npos || letter) {
      ++numerals;
    } else {
      const bool decimal =
          c == U'.' && next < line.size() && line[next] >= '0' && line[next] <= '9';
      return numerals > 0 && numerals < 4 && !decimal &&
             kBehindNumeral.find(c) != std::u32string_view::npos;
    }
    at = next;
  }
  return false;
}

bool Leads(std::string_view text) { return text.ends_with("：") || text.ends_with(":"); }

std::vector<Line> LinesOf(std::string_view text) {
  std::vector<Line> lines;
  for (std::size_t begin = 0; begin < text.size();) {
    const std::size_t end = std::min(text.find('\n', begin), text.size());
    if (end > begin) lines.push_back({begin, end});
    begin = end + 1;
  }
  return lines;
}

}  // namespace

std::size_t EndOfItems(std::string_view text, std::size_t begin, std::size_t end) {
  if (!Leads(text.substr(begin, end - begin))) return end;
  std::size_t last = end;
  std::size_t items = 0;
  bool marked = false;
  for (const Line& line : LinesOf(text)) {
    if (line.begin < end) continue;
    const std::string_view item = text.substr(line.begin, line.end - line.begin);
    if (items == 0) marked = IsMarked(item);
    const bool fits = marked ? IsMarked(item) : text::CountCharacters(item) <= kLongestUnmarked;
    if (!fits || items == kMostItems || line.end - begin > kMostBytes) break;
    last = line.end;
    ++items;
  }
  return last;
}

ListPlace ListAround(std::string_view text, std::size_t begin, std::size_t end) {
  const std::vector<Line> lines = LinesOf(text);
  const auto own = std::find_if(lines.begin(), lines.end(), [&](const Line& line) {
    return line.begin <= begin && begin < line.end;
  });
  const auto is_item = [text](const Line& line) {
    return IsMarked(text.substr(line.begin, line.end - line.begin));
  };
  if (own == lines.end() || !is_item(*own)) return {begin, end};
  auto first = own;
  while (first != lines.begin() && is_item(*(first - 1))) --first;
  auto last = own + 1;
  while (last != lines.end() && is_item(*last)) ++last;
  if (last - first < 2) return {begin, end};
  if (first != lines.begin()) {
    const Line& before = *(first - 1);
    if (Leads(text.substr(before.begin, before.end - before.begin))) --first;
  }
  const std::size_t list_end = (last - 1)->end;
  if (list_end - first->begin > kMostBytes) return {begin, end};
  return {first->begin, list_end};
}

}  // namespace wenyuan::answer
