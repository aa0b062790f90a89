#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "wenyuan/base/result.h"

namespace wenyuan::eval {

// A document that a question should find, as a file names it: by id, source name or title.
struct WantedDocument {
  std::string document;
  int grade = 1;           // 0: judged, and not relevant
  std::uint32_t page = 0;  // 0: anywhere in it
  friend bool operator==(const WantedDocument&, const WantedDocument&) = default;
};

// One question as it is exchanged with the outside.
struct QuestionLine {
  std::size_t line = 0;  // where it stood, from 1
  std::string id;        // may be empty
  std::string text;
  std::vector<WantedDocument> relevant;
  std::vector<std::string> answers;  // any of them is right
  bool must_refuse = false;          // the library does not hold the answer
  std::string language;              // "zh", "en"; empty: not said
};

// What is wrong with a line, both languages without the line's number.
struct LineProblem {
  std::size_t line = 0;
  std::string message;
  std::string message_zh;
};

struct QuestionFile {
  std::vector<QuestionLine> questions;
  std::vector<LineProblem>
      problems;  // the first 100; questions of good lines are there all the same
};

enum class QuestionFormat { kJsonLines, kCsv };
Result<QuestionFormat> QuestionFormatFromName(std::string_view name);  // "jsonl", "csv"

// Both take UTF-8, with or without byte order mark, and never fail: what is wrong is a problem of
// its line. At most `most_questions` are read; one more is a problem.

// The form of ReadQueries: {"id"?, "text", "answers"?, "relevant"?: [id…] or {id: grade}} and
// "refuse"?: bool, "language"?. An item of "relevant" may be {"document", "grade"?, "page"?}.
QuestionFile ReadQuestionLines(std::string_view text, std::size_t most_questions);

// RFC 4180 with a header line that names columns, in any order: text (or question), id, documents,
// grades, pages, answers, refuse, language. Several documents, grades, pages or answers in one cell
// are parted by "|"; a bar within a name is written "\|".
QuestionFile ReadQuestionTable(std::string_view text, std::size_t most_questions);

// What the readers read back.
std::string WriteQuestionLines(const std::vector<QuestionLine>& questions);
std::string WriteQuestionTable(const std::vector<QuestionLine>& questions);

}  // namespace wenyuan::eval
