#include "plain_text.h"

#include <algorithm>
#include <array>

#include "instructions.h"

namespace wenyuan::answer {
namespace {

// The end of "[words](target)" that begins at `at`; npos when none does.
std::size_t LinkEnd(std::string_view text, std::size_t at, std::size_t& words_end) {
  words_end = text.find(']', at);
  if (words_end == std::string_view::npos || words_end + 1 >= text.size() ||
      text[words_end + 1] != '(') {
    return std::string_view::npos;
  }
  const std::size_t end = text.find(')', words_end);
  return end == std::string_view::npos ? end : end + 1;
}

// "- ", "* ", "> ", "## " before a statement; a number before it may be a part of it.
void DropLeadingMarks(std::string& text) {
  for (;;) {
    const std::size_t first = std::min(text.find_first_not_of(" \t\n"), text.size());
    const std::size_t marks = std::min(text.find_first_not_of("#>-*+•", first), text.size());
    const bool marked = marks > first && (marks >= text.size() || text[marks] == ' ');
    text.erase(0, marked ? marks : first);
    if (!marked) return;
  }
}

// How models name the passages themselves, of which who reads the answer knows nothing:
// 根据资料2，, "According to source 1,". The number may have been taken for a citation.
void DropOwnSource(std::string& text) {
  using std::string_view_literals::operator""sv;
  constexpr std::array kOpenings = {"根据以上资料"sv,
                                    "根据提供的资料"sv,
                                    "根据资料"sv,
                                    "资料显示"sv,
                                    "According to the sources"sv,
                                    "According to the source"sv,
                                    "According to sources"sv,
                                    "According to source"sv,
                                    "Based on the sources"sv,
                                    "Based on the source"sv,
                                    "Based on source"sv};
  const auto opening = std::find_if(kOpenings.begin(), kOpenings.end(),
                                    [&](std::string_view one) { return text.starts_with(one); });
  if (opening == kOpenings.end()) return;
  constexpr std::array<std::string_view, 5> kBehind = {" ", "，", ",", "：", ":"};
  std::size_t end = opening->size();
  bool marked = false;
  for (bool more = true; more && end < text.size();) {
    more = text[end] >= '0' && text[end] <= '9';
    if (more) ++end;
    for (const std::string_view mark : kBehind) {
      if (!std::string_view(text).substr(end).starts_with(mark)) continue;
      end += mark.size();
      marked = marked || mark != " ";
      more = true;
    }
  }
  if (!marked && end < text.size()) return;
  text.erase(0, end);
  if (!text.empty() && text[0] >= 'a' && text[0] <= 'z') text[0] = static_cast<char>(text[0] - 32);
}

}  // namespace

std::string PlainText(std::string_view markdown) {
  std::string text;
  for (std::size_t at = 0; at < markdown.size();) {
    const std::string_view rest = markdown.substr(at);
    const bool picture = rest.starts_with("![");
    std::size_t words_end = 0;
    if (picture || rest.front() == '[') {
      const std::size_t begin = at + (picture ? 2 : 1);
      const std::size_t end = LinkEnd(markdown, begin, words_end);
      if (end != std::string_view::npos) {
        if (!picture) text += markdown.substr(begin, words_end - begin);
        at = end;
        continue;
      }
    }
    if (rest.starts_with("**") || rest.starts_with("__")) {
      at += 2;
    } else if (rest.front() == '`') {
      ++at;
    } else {
      text += markdown[at++];
    }
  }
  text = WithoutUnseen(text);  // also what would steer a terminal
  DropLeadingMarks(text);
  DropOwnSource(text);
  text.erase(text.find_last_not_of(" \t\n") + 1);
  return text;
}

}  // namespace wenyuan::answer
