#pragma once

#include <optional>
#include <string_view>

#include "span_text.h"
#include "wenyuan/answer/answer.h"

namespace wenyuan::answer {

// Whether a question wants yes or no: "可以…吗", "是否", "May interns …?".
bool WantsYesOrNo(std::string_view question);

// The words of a sentence that say yes or no to it, with the verb that the question has:
// "不得延长", "may not be carried over"; nothing when none stands near a word of the question.
std::optional<AnswerSpan> YesOrNoIn(const SpanText& sentence);

}  // namespace wenyuan::answer
