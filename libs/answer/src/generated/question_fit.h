#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "reading.h"
#include "reasons.h"
#include "wenyuan/answer/answerer.h"

namespace wenyuan::answer {

// Whether what a passage says is also what was asked. Any thread.
class QuestionFit {
 public:
  // With the reader's model, also whether the two go together at all; while it is away or late,
  // words alone decide. What the reader points to must outlive it.
  QuestionFit(std::string_view question, PairReader reader)
      : question_(question), reader_(reader) {}

  // Why a proven statement is no answer all the same: it breaks off, gives one of the things to be
  // added where their sum was asked, a quantity of another kind, or speaks of something else; or
  // it answers, and what proves it does not.
  // `evidence`: what proves it.
  [[nodiscard]] std::optional<Reason> Misfit(const TextReading& said,
                                             std::span<const Citation> evidence) const;

 private:
  [[nodiscard]] bool LacksTheSum(const TextReading& said, std::string_view evidence) const;
  [[nodiscard]] bool IsOfAnotherKind(const TextReading& said, std::string_view evidence) const;
  [[nodiscard]] bool IsBesidesIt(const TextReading& said, std::span<const Citation> evidence) const;

  const std::string question_;
  const PairReader reader_;
};

}  // namespace wenyuan::answer
