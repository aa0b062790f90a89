#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "wenyuan/store/shown_answer.h"

namespace wenyuan::store {

using FeedbackNumber = std::uint32_t;

enum class FeedbackReason : std::uint8_t {
  kWrong,
  kIncomplete,
  kOutdated,
  kWrongCitation,
  kShouldNotRefuse,
  kOther
};
enum class FeedbackState : std::uint8_t { kOpen, kDone };

// What one person found wrong with an answer, as they were shown it.
struct Feedback {
  FeedbackNumber number = 0;
  std::string id = {};
  LibraryNumber library = 0;
  UserNumber user = 0;
  std::string question = {};
  FeedbackReason reason = FeedbackReason::kOther;
  std::string comment = {};    // may be empty
  std::string corrected = {};  // what would have been right; may be empty
  ShownAnswer answer = {};
  FeedbackState state = FeedbackState::kOpen;
  UnixMillis given = 0;
  UserNumber done_by = 0;
  UnixMillis done = 0;
};

// As QuestionSets: no rights looked at. What names a deleted document is not listed, and goes with
// the document.
class FeedbackBox {
 public:
  static constexpr std::size_t kMostOpen = 10'000;     // in a library
  static constexpr std::size_t kMostOpenOfUser = 200;  // in a library
  static constexpr std::size_t kMostDone = 10'000;     // in a library; the oldest go

  virtual ~FeedbackBox() = default;
  // Number, id, state and time are given here. The open feedback of the same user on the same
  // question (compared case-folded) in this library is replaced. kResourceExhausted when too much
  // is open.
  virtual Result<Feedback> Give(Feedback feedback) = 0;
  [[nodiscard]] virtual Result<Feedback> Find(LibraryNumber library, std::string_view id) const = 0;
  [[nodiscard]] virtual Result<std::vector<Feedback>> List(
      LibraryNumber library, FeedbackState state) const = 0;  // newest first
  virtual Result<void> SetState(FeedbackNumber feedback, FeedbackState state, UserNumber by) = 0;
  virtual Result<void> Remove(FeedbackNumber feedback) = 0;  // one that is gone is a success
};

std::string_view Name(FeedbackReason reason);  // "wrong", …, "should_not_refuse", "other"
std::string_view Name(FeedbackState state);    // "open", "done"
Result<FeedbackReason> FeedbackReasonFromName(std::string_view name);
Result<FeedbackState> FeedbackStateFromName(std::string_view name);

}  // namespace wenyuan::store
