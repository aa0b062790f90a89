#include <array>

#include "wenyuan/store/faq.h"
#include "wenyuan/store/feedback.h"
#include "wenyuan/store/quality_runs.h"
#include "wenyuan/store/types.h"

namespace wenyuan::store {

std::string_view Name(DocumentState state) {
  switch (state) {
    case DocumentState::kQueued:
      return "queued";
    case DocumentState::kRunning:
      return "running";
    case DocumentState::kReady:
      return "ready";
    case DocumentState::kFailed:
      return "failed";
  }
  return "failed";
}

std::string_view Name(Stage stage) {
  switch (stage) {
    case Stage::kReceived:
      return "received";
    case Stage::kRead:
      return "read";
    case Stage::kCleaned:
      return "cleaned";
    case Stage::kIndexed:
      return "indexed";
  }
  return "received";
}

std::string_view Name(Role role) {
  switch (role) {
    case Role::kNone:
      return "none";
    case Role::kReader:
      return "reader";
    case Role::kEditor:
      return "editor";
    case Role::kOwner:
      return "owner";
  }
  return "none";
}

Result<Role> RoleFromName(std::string_view name) {
  for (const Role role : {Role::kNone, Role::kReader, Role::kEditor, Role::kOwner}) {
    if (Name(role) == name) return role;
  }
  return Error{ErrorCode::kInvalidArgument,
               "'" + std::string(name) + "' is no role; use reader, editor, owner or none",
               "“" + std::string(name) + "”不是角色；请使用 reader、editor、owner 或 none"};
}

std::string_view Name(QuestionOrigin origin) {
  switch (origin) {
    case QuestionOrigin::kHand:
      return "hand";
    case QuestionOrigin::kImport:
      return "import";
    case QuestionOrigin::kThumb:
      return "thumb";
  }
  return "hand";
}

std::string_view Name(Verdict verdict) {
  switch (verdict) {
    case Verdict::kDown:
      return "down";
    case Verdict::kNone:
      return "none";
    case Verdict::kUp:
      return "up";
  }
  return "none";
}

Result<Verdict> VerdictFromName(std::string_view name) {
  for (const Verdict verdict : {Verdict::kDown, Verdict::kNone, Verdict::kUp}) {
    if (Name(verdict) == name) return verdict;
  }
  return Error{ErrorCode::kInvalidArgument,
               "'" + std::string(name) + "' is no verdict; use up, down or none",
               "“" + std::string(name) + "”不是有效的评价；请使用 up、down 或 none"};
}

std::string_view Name(ThumbTarget target) {
  switch (target) {
    case ThumbTarget::kHit:
      return "hit";
    case ThumbTarget::kAnswer:
      return "answer";
    case ThumbTarget::kRefusal:
      return "refusal";
  }
  return "hit";
}

Result<ThumbTarget> ThumbTargetFromName(std::string_view name) {
  for (const ThumbTarget target :
       {ThumbTarget::kHit, ThumbTarget::kAnswer, ThumbTarget::kRefusal}) {
    if (Name(target) == name) return target;
  }
  return Error{ErrorCode::kInvalidArgument,
               "'" + std::string(name) + "' is nothing to judge; use hit, answer or refusal",
               "“" + std::string(name) + "”不是可评价的对象；请使用 hit、answer 或 refusal"};
}

std::string_view Name(RunState state) {
  switch (state) {
    case RunState::kQueued:
      return "queued";
    case RunState::kRunning:
      return "running";
    case RunState::kDone:
      return "done";
    case RunState::kFailed:
      return "failed";
    case RunState::kCancelled:
      return "cancelled";
  }
  return "failed";
}

std::string_view Name(FeedbackReason reason) {
  static constexpr std::array<std::string_view, 6> kNames = {
      "wrong", "incomplete", "outdated", "wrong_citation", "should_not_refuse", "other"};
  return kNames.at(static_cast<std::size_t>(reason));
}

Result<FeedbackReason> FeedbackReasonFromName(std::string_view name) {
  for (const FeedbackReason reason :
       {FeedbackReason::kWrong, FeedbackReason::kIncomplete, FeedbackReason::kOutdated,
        FeedbackReason::kWrongCitation, FeedbackReason::kShouldNotRefuse, FeedbackReason::kOther}) {
    if (Name(reason) == name) return reason;
  }
  return Error{ErrorCode::kInvalidArgument,
               "'" + std::string(name.substr(0, 40)) +
                   "' is no reason; use wrong, incomplete, outdated, wrong_citation, "
                   "should_not_refuse or other",
               "该原因无效；请使用 wrong、incomplete、outdated、wrong_citation、should_not_refuse "
               "或 other"};
}

std::string_view Name(FeedbackState state) {
  return state == FeedbackState::kDone ? "done" : "open";
}

Result<FeedbackState> FeedbackStateFromName(std::string_view name) {
  if (name == "open") return FeedbackState::kOpen;
  if (name == "done") return FeedbackState::kDone;
  return Error{ErrorCode::kInvalidArgument,
               "'" + std::string(name.substr(0, 40)) + "' is no state; use open or done",
               "该状态无效；请使用 open 或 done"};
}

std::string_view Name(FaqState state) {
  return state == FaqState::kReviewed ? "reviewed" : "draft";
}

}  // namespace wenyuan::store
