#include "check_question.h"

#include <algorithm>

#include "wenyuan/text/utf8.h"

namespace wenyuan::quality {
namespace {

eval::LineProblem TooLong(const std::string& what, const std::string& what_zh, std::size_t most) {
  return {0, "has " + what + " of more than " + std::to_string(most) + " bytes",
          "的" + what_zh + "超过 " + std::to_string(most) + " 字节"};
}

eval::LineProblem TooMany(const std::string& what, const std::string& what_zh, std::size_t most) {
  return {0, "has more than " + std::to_string(most) + " " + what,
          "的" + what_zh + "超过 " + std::to_string(most) + " 个"};
}

bool HasControls(std::string_view text) {
  return std::any_of(text.begin(), text.end(), [](char c) {
    return (static_cast<unsigned char>(c) < 0x20 && c != '\n' && c != '\t') || c == 0x7f;
  });
}

}  // namespace

std::optional<eval::LineProblem> Fault(const store::Question& question) {
  if (question.text.find_first_not_of(" \t\r\n") == std::string::npos) {
    return eval::LineProblem{0, "has no text", "没有文本"};
  }
  if (question.text.size() > kMostTextBytes) return TooLong("a text", "文本", kMostTextBytes);
  if (!text::IsValidUtf8(question.text) || HasControls(question.text)) {
    return eval::LineProblem{0, "has control characters in its text", "的文本含有控制字符"};
  }
  if (question.key.size() > kMostKeyBytes) return TooLong("an id", "编号", kMostKeyBytes);
  if (question.language.size() > kMostLanguageBytes) {
    return TooLong("a language", "语言", kMostLanguageBytes);
  }
  if (question.answers.size() > kMostAnswers) return TooMany("answers", "答案", kMostAnswers);
  for (const std::string& answer : question.answers) {
    if (answer.size() > kMostAnswerBytes) return TooLong("an answer", "答案", kMostAnswerBytes);
    if (answer.find_first_not_of(" \t\r\n") == std::string::npos) {
      return eval::LineProblem{0, "has an empty answer", "有空答案"};
    }
  }
  if (question.expected.size() > kMostDocuments) {
    return TooMany("documents", "文档", kMostDocuments);
  }
  const bool expects = std::any_of(question.expected.begin(), question.expected.end(),
                                   [](const auto& one) { return one.grade > 0; });
  if (question.must_refuse && (expects || !question.answers.empty())) {
    return eval::LineProblem{0, "must be refused and yet names a document or an answer",
                             "既要求拒答，又给出了文档或答案"};
  }
  if (!question.must_refuse && !expects && question.answers.empty()) {
    return eval::LineProblem{
        0, "has nothing to judge it by: name a document or an answer, or say that it is refused",
        "缺少评判依据：请给出文档或答案，或标明应拒答"};
  }
  return std::nullopt;
}

std::string GuessLanguage(std::string_view text) {
  for (std::size_t at = 0; at < text.size();) {
    if (text::IsHan(text::NextCharacter(text, at))) return "zh";
  }
  return "en";
}

}  // namespace wenyuan::quality
