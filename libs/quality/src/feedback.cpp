#include "wenyuan/quality/feedback.h"

#include <algorithm>

#include "check_question.h"
#include "wenyuan/quality/editing.h"
#include "wenyuan/text/utf8.h"

namespace wenyuan::quality {
namespace {

using store::Feedback;
using store::FeedbackReason;

bool IsBlank(std::string_view text) {
  return text.find_first_not_of(" \t\r\n") == std::string_view::npos;
}

bool IsText(std::string_view text) {
  return text::IsValidUtf8(text) && std::none_of(text.begin(), text.end(), [](char c) {
           return (static_cast<unsigned char>(c) < 0x20 && c != '\n' && c != '\t' && c != '\r') ||
                  c == 0x7f;
         });
}

Error Wrong(std::string message, std::string message_zh) {
  return {ErrorCode::kInvalidArgument, std::move(message), std::move(message_zh)};
}

Result<void> CheckText(const std::string& text, std::size_t most, const std::string& what,
                       const std::string& what_zh) {
  if (!IsText(text)) {
    return Wrong("the " + what + " is not UTF-8 text, or has control characters",
                 what_zh + "不是有效的 UTF-8 文本，或含有控制字符");
  }
  if (text::CountCharacters(text) <= most) return {};
  const std::string limit = std::to_string(most);
  return Wrong("the " + what + " has more than " + limit + " characters; shorten it",
               what_zh + "超过 " + limit + " 个字符；请缩短");
}

}  // namespace

Result<void> CheckFeedback(const Feedback& feedback) {
  if (IsBlank(feedback.question) || feedback.question.size() > kMostTextBytes ||
      !IsText(feedback.question)) {
    return Wrong("the question must have 1 to 4096 bytes of text", "问题须为 1 至 4096 字节的文本");
  }
  WY_CHECK(CheckText(feedback.comment, kMostCommentCharacters, "comment", "说明"));
  WY_CHECK(
      CheckText(feedback.corrected, kMostCorrectedCharacters, "corrected answer", "更正后的答案"));
  if (feedback.reason == FeedbackReason::kOther && IsBlank(feedback.comment) &&
      IsBlank(feedback.corrected)) {
    return Wrong("'other' says nothing by itself; write what was wrong",
                 "选择“其他”时请写明问题所在");
  }
  if (feedback.reason == FeedbackReason::kShouldNotRefuse && !feedback.answer.refused) {
    return Wrong("the question was answered; it cannot have been refused wrongly",
                 "该问题已被回答，不能选择“不应拒答”");
  }
  return {};
}

Result<std::optional<store::Document>> Readable(store::Store& store, const access::Access& access,
                                                const access::Asker& asker,
                                                store::DocumentNumber document) {
  using Found = std::optional<store::Document>;
  const auto there = store.documents().Get(document);
  if (!there && there.error().code != ErrorCode::kNotFound) return there.error();
  if (!there) return Found();
  auto readable = access.Document(asker, there->id, store::Role::kReader);
  if (readable) return Found(*std::move(readable));
  const ErrorCode code = readable.error().code;
  if (code == ErrorCode::kNotFound || code == ErrorCode::kPermissionDenied) return Found();
  return readable.error();
}

Result<bool> MaySee(store::Store& store, const access::Access& access, const access::Asker& asker,
                    const Feedback& feedback) {
  for (const store::ShownPassage& one : feedback.answer.passages) {
    WY_TRY(const auto document, Readable(store, access, asker, one.document));
    if (!document) return false;
  }
  return true;
}

Result<store::Question> MakeQuestion(store::QuestionSets& sets, Viewer& viewer,
                                     const store::QuestionSet& set, const Feedback& feedback,
                                     const std::optional<std::string>& right,
                                     store::UserNumber by) {
  store::Question question;
  question.text = feedback.question;
  question.created_by = by;
  WY_TRY(auto stored, sets.Questions(set.number));
  WY_TRY(const auto shown, viewer.Show(std::move(stored)));
  const std::string same = SameKey(question.text);
  for (const store::Question& one : shown) {
    if (SameKey(one.text) == same) question = one;
  }
  const std::string& answer = right ? *right : feedback.corrected;
  if (!IsBlank(answer) && std::find(question.answers.begin(), question.answers.end(), answer) ==
                              question.answers.end()) {
    question.answers.push_back(answer);
  }
  if (!question.answers.empty()) question.must_refuse = false;
  if (feedback.reason == FeedbackReason::kIncomplete) {
    for (const store::ShownPassage& one : feedback.answer.passages) {
      if (one.sentence == store::ShownPassage::kNoSentence) continue;
      WY_TRY(const auto document, viewer.Document(one.document));
      const bool known =
          std::any_of(question.expected.begin(), question.expected.end(),
                      [&](const auto& expected) { return expected.document == one.document; });
      if (document && !known) question.expected.push_back({one.document, 1, 0, {}});
    }
  }
  return SaveByHand(sets, viewer, set, std::move(question));
}

}  // namespace wenyuan::quality
