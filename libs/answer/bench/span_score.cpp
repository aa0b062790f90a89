#include "span_score.h"

#include <algorithm>

#include "wenyuan/text/utf8.h"
#include "words.h"

namespace wenyuan::answer {
namespace {

bool IsLeftOut(char32_t c) {
  constexpr std::u32string_view kMarks =
      U"-:_*^/\\~`+=，。：？！“”；’《》…·、「」（）－～『』,.;!?\"'()[]#";
  return kMarks.find(c) != std::u32string_view::npos;
}

std::vector<std::string> Segments(std::string_view text) {
  const std::string lower = Lower(text);
  std::vector<std::string> segments;
  std::string word;
  const auto close = [&] {
    if (!word.empty()) segments.push_back(std::move(word));
    word.clear();
  };
  for (std::size_t at = 0; at < lower.size();) {
    const std::size_t begin = at;
    const char32_t c = text::NextCharacter(lower, at);
    if (c == U' ' || c == U'\u3000' || c == U'\n') {
      close();
    } else if (text::IsHan(c)) {
      close();
      segments.push_back(lower.substr(begin, at - begin));
    } else if (!IsLeftOut(c)) {
      word.append(lower, begin, at - begin);
    }
  }
  close();
  return segments;
}

std::size_t LongestCommonRun(const std::vector<std::string>& left,
                             const std::vector<std::string>& right) {
  std::size_t longest = 0;
  std::vector<std::size_t> row(right.size() + 1);
  for (const std::string& segment : left) {
    for (std::size_t i = right.size(); i > 0; --i) {
      row[i] = segment == right[i - 1] ? row[i - 1] + 1 : 0;
      longest = std::max(longest, row[i]);
    }
  }
  return longest;
}

}  // namespace

SpanScore ScoreSpan(std::string_view span, const std::vector<std::string>& answers) {
  const std::vector<std::string> said = Segments(span);
  SpanScore best;
  for (const std::string& answer : answers) {
    const std::vector<std::string> right = Segments(answer);
    const std::size_t common = LongestCommonRun(said, right);
    if (common > 0) {
      best.f1 = std::max(best.f1, 2 * static_cast<double>(common) /
                                      static_cast<double>(said.size() + right.size()));
    }
    best.exact = best.exact || (said == right && !said.empty());
  }
  return best;
}

}  // namespace wenyuan::answer
