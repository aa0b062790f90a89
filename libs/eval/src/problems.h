#pragma once

#include <string>
#include <utility>

#include "wenyuan/eval/question_file.h"

namespace wenyuan::eval {

inline constexpr std::size_t kMostProblems = 100;

inline void Complain(QuestionFile& file, std::size_t line, std::string message,
                     std::string message_zh) {
  if (file.problems.size() < kMostProblems) {
    file.problems.push_back({line, std::move(message), std::move(message_zh)});
  }
}

// Takes the question when there is still room for it; false when reading may end.
inline bool Take(QuestionFile& file, QuestionLine question, std::size_t most_questions) {
  if (file.questions.size() >= most_questions) {
    const std::string most = std::to_string(most_questions);
    Complain(file, question.line, "is one question too many; a set holds at most " + most,
             "超出上限：一个问题集最多 " + most + " 个问题");
    return false;
  }
  file.questions.push_back(std::move(question));
  return true;
}

inline std::string_view WithoutByteOrderMark(std::string_view text) {
  constexpr std::string_view kMark = "\xEF\xBB\xBF";
  return text.starts_with(kMark) ? text.substr(kMark.size()) : text;
}

}  // namespace wenyuan::eval
