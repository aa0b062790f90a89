#include "numbers.h"

#include <algorithm>

#include "wenyuan/text/utf8.h"

namespace wenyuan::search {
namespace {

constexpr std::u32string_view kChineseNumerals = U"〇零一二三四五六七八九十百千万亿两萬億兩半";
constexpr std::u32string_view kUnits =
    U"年月日天号時时点分秒周週岁歲元圆角美吨克斤米里个個人名次条條项項章节節款页頁版台件套种種倍成";

bool In(std::u32string_view set, char32_t c) { return set.find(c) != std::u32string_view::npos; }

bool IsDigit(char c) { return c >= '0' && c <= '9'; }
bool IsLetter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }
// Holds a number or code together when more of it follows.
bool Joins(char c) { return c == '.' || c == '-' || c == '/' || c == ':' || c == ',' || c == '_'; }

// Where the run of letters, digits and joining signs that begins at `at` ends.
std::size_t EndOfRun(std::string_view text, std::size_t at) {
  while (at < text.size()) {
    const bool goes_on = IsDigit(text[at]) || IsLetter(text[at]);
    const bool joins = Joins(text[at]) && at + 1 < text.size() &&
                       (IsDigit(text[at + 1]) || IsLetter(text[at + 1]));
    if (!goes_on && !joins) break;
    ++at;
  }
  return at;
}

}  // namespace

std::vector<std::string> NumbersIn(std::string_view text) {
  std::vector<std::string> numbers;
  for (std::size_t at = 0; at < text.size();) {
    if (IsDigit(text[at]) || IsLetter(text[at])) {
      const std::size_t end = EndOfRun(text, at);
      const std::string_view run = text.substr(at, end - at);
      if (std::any_of(run.begin(), run.end(), IsDigit)) {
        std::string& number = numbers.emplace_back(run);
        for (char& c : number) {
          if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
        }
      }
      at = end;
      continue;
    }
    const std::size_t begin = at;
    std::size_t end = at;  // of the numerals
    char32_t behind = text::NextCharacter(text, at);
    while (In(kChineseNumerals, behind)) {
      end = at;
      if (at == text.size()) break;
      behind = text::NextCharacter(text, at);
    }
    if (end > begin) {
      if (In(kUnits, behind)) numbers.emplace_back(text.substr(begin, end - begin));
      at = end;
    }
  }
  std::sort(numbers.begin(), numbers.end());
  numbers.erase(std::unique(numbers.begin(), numbers.end()), numbers.end());
  return numbers;
}

}  // namespace wenyuan::search
