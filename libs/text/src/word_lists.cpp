#include "wenyuan/text/word_lists.h"

#include <unicode/uchar.h>

#include <algorithm>
#include <utility>

#include "wenyuan/text/utf8.h"

namespace wenyuan::text {
namespace {

constexpr std::size_t kLongestWord = 64;
constexpr std::size_t kMostOfGroup = 32;
constexpr std::string_view kBlanks = " \t\r";

std::string_view Trimmed(std::string_view text) {
  const std::size_t first = text.find_first_not_of(kBlanks);
  if (first == std::string_view::npos) return {};
  return text.substr(first, text.find_last_not_of(kBlanks) - first + 1);
}

bool HasLetter(std::string_view word) {
  for (std::size_t at = 0; at < word.size();) {
    const char32_t c = NextCharacter(word, at);
    if (IsHan(c) || u_isalnum(static_cast<UChar32>(c)) != 0) return true;
  }
  return false;
}

using Wrong = std::pair<std::string_view, std::string_view>;  // English and Chinese; empty: fine
constexpr Wrong kNotUtf8 = {"is not UTF-8", "不是 UTF-8 编码"};
constexpr Wrong kNoLetter = {"has no letter", "没有文字"};
constexpr Wrong kTooLong = {"has more than 64 characters", "超过 64 个字符"};

Wrong WrongWith(std::string_view word) {
  if (!HasLetter(word)) return kNoLetter;
  return CountCharacters(word) > kLongestWord ? kTooLong : Wrong();
}

// Calls `read` with the number and the text of each line that is no comment; it says what is wrong.
template <typename Read>
void EachLine(std::string_view text, std::vector<LineProblem>& problems, const Read& read) {
  if (text.starts_with("\uFEFF")) text.remove_prefix(3);
  for (std::size_t number = 1; !text.empty(); ++number) {
    const std::size_t end = std::min(text.find('\n'), text.size());
    const std::string_view line = Trimmed(text.substr(0, end));
    text.remove_prefix(std::min(end + 1, text.size()));
    if (line.empty() || line.front() == '#') continue;
    const Wrong wrong = IsValidUtf8(line) ? read(number, line) : kNotUtf8;
    if (!wrong.first.empty()) {
      problems.push_back({number, std::string(wrong.first), std::string(wrong.second)});
    }
  }
}

// The words between commas; the last is what is wrong with one of them.
Wrong SplitGroup(std::string_view group, std::vector<std::string_view>& words) {
  while (true) {
    const std::size_t narrow = group.find(',');
    const std::size_t wide = group.find("，");
    const std::size_t end = std::min({narrow, wide, group.size()});
    const std::string_view word = Trimmed(group.substr(0, end));
    if (word.empty()) return {"has an empty word between its commas", "逗号之间缺少词语"};
    if (const Wrong wrong = WrongWith(word); !wrong.first.empty()) return wrong;
    words.push_back(word);
    if (end == group.size()) break;
    group.remove_prefix(end + (end == narrow ? 1 : 3));
  }
  if (words.size() > kMostOfGroup) return {"has more than 32 words", "超过 32 个词语"};
  return {};
}

Wrong ReadSynonyms(std::string_view line, SynonymLine& read) {
  const std::size_t arrow = line.find("=>");
  if (arrow == std::string_view::npos) {
    const Wrong wrong = SplitGroup(line, read.words);
    if (!wrong.first.empty()) return wrong;
    if (read.words.size() < 2) {
      return {"has one word; a group needs two or more, with commas between them",
              "只有一个词语；一组至少要有两个，以逗号分隔"};
    }
    return {};
  }
  if (line.find("=>", arrow + 2) != std::string_view::npos) {
    return {"has two arrows; use one", "有两个箭头；只能有一个"};
  }
  if (const Wrong wrong = SplitGroup(Trimmed(line.substr(0, arrow)), read.words);
      !wrong.first.empty()) {
    return wrong;
  }
  return SplitGroup(Trimmed(line.substr(arrow + 2)), read.looked_for);
}

}  // namespace

std::vector<WordLine> ReadWordLines(std::string_view text, std::vector<LineProblem>& problems) {
  std::vector<WordLine> lines;
  EachLine(text, problems, [&](std::size_t number, std::string_view line) {
    const std::string_view word = line.substr(0, line.find_first_of(kBlanks));
    const Wrong wrong = WrongWith(word);
    if (wrong.first.empty()) lines.push_back({number, word, Trimmed(line.substr(word.size()))});
    return wrong;
  });
  return lines;
}

std::vector<SynonymLine> ReadSynonymLines(std::string_view text,
                                          std::vector<LineProblem>& problems) {
  std::vector<SynonymLine> lines;
  EachLine(text, problems, [&](std::size_t number, std::string_view line) {
    SynonymLine read;
    read.line = number;
    const Wrong wrong = ReadSynonyms(line, read);
    if (wrong.first.empty()) lines.push_back(std::move(read));
    return wrong;
  });
  return lines;
}

Error BrokenLines(std::string_view list, std::string_view list_zh, std::string_view path,
                  const std::vector<LineProblem>& problems) {
  const LineProblem& first = problems.front();
  const std::string number = std::to_string(first.line);
  return {ErrorCode::kInvalidArgument,
          "cannot read the " + std::string(list) + " \"" + std::string(path) + "\": line " +
              number + " " + first.what +
              "; correct it and reload it (what was read before stays in use)",
          "无法读取" + std::string(list_zh) + "“" + std::string(path) + "”：第 " + number + " 行" +
              first.what_zh + "；请改正后重新加载，此前的内容继续有效"};
}

}  // namespace wenyuan::text
