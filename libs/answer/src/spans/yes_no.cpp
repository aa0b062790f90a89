#include "yes_no.h"

#include <algorithm>
#include <array>
#include <limits>

#include "../words.h"

namespace wenyuan::answer {
namespace {

using std::string_view_literals::operator""sv;

constexpr std::array kAsk = {"吗"sv,     "嗎"sv,       "是否"sv,   "能否"sv,   "可否"sv,
                             "能不能"sv, "可不可以"sv, "是不是"sv, "要不要"sv, "有没有"sv,
                             "有沒有"sv, "需不需要"sv, "该不该"sv};
constexpr std::array kBegin = {"is "sv,    "are "sv,  "was "sv,  "were "sv, "can "sv,  "may "sv,
                               "must "sv,  "does "sv, "do "sv,   "did "sv,  "will "sv, "should "sv,
                               "could "sv, "has "sv,  "have "sv, "am "sv,   "had "sv};
constexpr std::array kOther = {"什么"sv, "谁"sv, "哪"sv, "多少"sv, "几"sv, " or "sv, "还是"sv};
// Longer ones that begin alike are found first (LongestAt).
constexpr std::array kSay = {"不得"sv,
                             "不能"sv,
                             "不可以"sv,
                             "不可"sv,
                             "禁止"sv,
                             "严禁"sv,
                             "嚴禁"sv,
                             "无需"sv,
                             "無需"sv,
                             "无须"sv,
                             "不需要"sv,
                             "不必"sv,
                             "不予"sv,
                             "不会"sv,
                             "不會"sv,
                             "不是"sv,
                             "没有"sv,
                             "沒有"sv,
                             "不允许"sv,
                             "不允許"sv,
                             "不应"sv,
                             "可以"sv,
                             "可"sv,
                             "应当"sv,
                             "應當"sv,
                             "必须"sv,
                             "必須"sv,
                             "需要"sv,
                             "允许"sv,
                             "允許"sv,
                             "能够"sv,
                             "能"sv,
                             "有权"sv,
                             "应"sv,
                             "须"sv,
                             "must not"sv,
                             "may not"sv,
                             "cannot"sv,
                             "can not"sv,
                             "shall not"sv,
                             "should not"sv,
                             "is not"sv,
                             "are not"sv,
                             "not allowed"sv,
                             "not permitted"sv,
                             "does not"sv,
                             "do not"sv,
                             "did not"sv,
                             "prohibited"sv,
                             "forbidden"sv,
                             "need not"sv,
                             "may"sv,
                             "can"sv,
                             "must"sv,
                             "shall"sv,
                             "is required to"sv,
                             "are required to"sv,
                             "required"sv,
                             "allowed"sv,
                             "permitted"sv,
                             "entitled"sv,
                             "no longer"sv,
                             "never"sv,
                             "will not"sv,
                             "was not"sv,
                             "were not"sv};
constexpr std::size_t kNear = 4;  // words between it and a word of the question

}  // namespace

bool WantsYesOrNo(std::string_view question) {
  const std::string lower = Lower(question);
  if (HasAny(lower, kOther)) return false;
  return HasAny(lower, kAsk) ||
         std::any_of(kBegin.begin(), kBegin.end(),
                     [&](std::string_view word) { return lower.starts_with(word); });
}

std::optional<AnswerSpan> YesOrNoIn(const SpanText& sentence) {
  const std::string lower = Lower(sentence.text);
  std::optional<AnswerSpan> best;
  std::size_t nearest = kNear + 1;
  for (std::size_t at = 0; at < lower.size(); ++at) {
    const std::size_t length = LongestAt(lower, at, kSay);
    if (length == 0) continue;
    AnswerSpan span{static_cast<std::uint32_t>(at), static_cast<std::uint32_t>(at + length)};
    std::size_t behind = 0;
    for (const Piece& piece : sentence.pieces) {
      if (piece.end <= span.end) continue;
      if (piece.breaks || ++behind > kNear) break;
      if (!piece.asked) continue;
      if (behind < nearest) {
        nearest = behind;
        best = span;
        // 不得 + 延长: with the verb that was asked about.
        best->end = static_cast<std::uint32_t>(piece.end);
      }
      break;
    }
    at += length - 1;
  }
  return best;
}

}  // namespace wenyuan::answer
