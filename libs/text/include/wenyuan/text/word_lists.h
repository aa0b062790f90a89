#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "wenyuan/base/result.h"

namespace wenyuan::text {

// What is wrong with a line of the user dictionary or of the synonyms.
struct LineProblem {
  std::size_t line = 0;  // from 1
  std::string what;      // goes on after "line 3 "
  std::string what_zh;
};

// Words of a person's own, one a line, of any characters but blanks: 云原生, B超. Empty lines and
// lines that begin with # are skipped, and so is what follows a blank (other programs put a
// frequency there).
struct WordLine {
  std::size_t line = 0;
  std::string_view word;       // into the text
  std::string_view rest = {};  // what was skipped
};
std::vector<WordLine> ReadWordLines(std::string_view text, std::vector<LineProblem>& problems);

// Words and phrases that mean the same, a group a line: "年假, 年休假, annual leave"; or, with an
// arrow, words that are looked for as well when one on the left is asked for: "HR => 人力资源部,
// 人事部". Between words stands a comma of either width. Empty lines and lines that begin with #
// are skipped.
struct SynonymLine {
  std::size_t line = 0;
  std::vector<std::string_view> words;         // into the text; asked for
  std::vector<std::string_view> looked_for{};  // of an arrow; empty: `words` themselves
};
std::vector<SynonymLine> ReadSynonymLines(std::string_view text,
                                          std::vector<LineProblem>& problems);

// An error that names the first of the problems, as a file's reader reports it.
Error BrokenLines(std::string_view list, std::string_view list_zh, std::string_view path,
                  const std::vector<LineProblem>& problems);

inline constexpr std::size_t kMostWordListBytes = std::size_t{16} << 20U;

}  // namespace wenyuan::text
