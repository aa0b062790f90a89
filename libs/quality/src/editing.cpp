#include "wenyuan/quality/editing.h"

#include <algorithm>

#include "check_question.h"
#include "hidden_parts.h"

namespace wenyuan::quality {

std::string SameKey(std::string_view text) {
  std::string key;
  bool blank = false;
  for (const char c : text) {
    if (c == ' ' || (c >= '\t' && c <= '\r')) {
      blank = !key.empty();
      continue;
    }
    if (std::exchange(blank, false)) key += ' ';
    key += c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
  }
  return key;
}

Result<void> KeepHidden(const store::QuestionSets& sets, Viewer& viewer,
                        store::Question& question) {
  WY_TRY(const store::Question stored, sets.FindQuestion(question.set, question.id));
  for (const store::ExpectedDocument& one : stored.expected) {
    WY_TRY(const auto document, viewer.Document(one.document));
    if (!document) question.expected.push_back(one);
  }
  return {};
}

Result<store::Question> SaveByHand(store::QuestionSets& sets, Viewer& viewer,
                                   const store::QuestionSet& set, store::Question question) {
  if (const auto fault = Fault(question)) {
    return Error{ErrorCode::kInvalidArgument, "the question " + fault->message,
                 "该问题" + fault->message_zh};
  }
  for (const store::ExpectedDocument& one : question.expected) {
    WY_TRY(const auto document, viewer.Document(one.document));
    if (!document) {
      return Error{ErrorCode::kNotFound, "an expected document is not in this library",
                   "预期文档不在该知识库中"};
    }
  }
  if (question.language.empty()) question.language = GuessLanguage(question.text);
  question.set = set.number;
  if (question.number != 0) {
    WY_CHECK(KeepHidden(sets, viewer, question));
  }
  WY_TRY(auto saved, sets.Save(set.number, {std::move(question)}));
  WY_TRY(auto shown, viewer.Show(std::move(saved.front())));
  if (shown) return *std::move(shown);
  return Error{ErrorCode::kNotFound, "the question's documents are gone", "该问题的文档已不存在"};
}

Result<std::string> ExportQuestions(const store::QuestionSets& sets, Viewer& viewer,
                                    const store::QuestionSet& set, eval::QuestionFormat format) {
  WY_TRY(auto stored, sets.Questions(set.number));
  WY_TRY(const auto questions, viewer.Show(std::move(stored)));
  std::vector<eval::QuestionLine> lines;
  for (const store::Question& question : questions) {
    eval::QuestionLine& line = lines.emplace_back();
    line.id = question.key.empty() ? question.id : question.key;
    line.text = question.text;
    line.answers = question.answers;
    line.must_refuse = question.must_refuse;
    line.language = question.language;
    for (const store::ExpectedDocument& one : question.expected) {
      WY_TRY(const auto document, viewer.Document(one.document));
      if (document) line.relevant.push_back({document->id, one.grade, one.page});
    }
  }
  return format == eval::QuestionFormat::kCsv ? eval::WriteQuestionTable(lines)
                                              : eval::WriteQuestionLines(lines);
}

}  // namespace wenyuan::quality
