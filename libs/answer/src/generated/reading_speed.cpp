#include "reading_speed.h"

#include <algorithm>

namespace wenyuan::answer {
namespace {

// Fewer tell more of who else was answered than of reading.
constexpr std::uint64_t kFewest = 100;
// With less there is nothing to answer from.
constexpr double kLeastBudget = 200;
// More than any prompt has.
constexpr double kPlenty = 100'000;
constexpr double kWeightOfTheNewest = .5;

}  // namespace

void ReadingSpeed::Note(std::uint64_t tokens, std::chrono::duration<double> time) {
  if (tokens < kFewest || time.count() <= 0) return;
  const double speed = static_cast<double>(tokens) / time.count();
  const std::lock_guard lock(mutex_);
  tokens_per_second_ = tokens_per_second_ == 0 ? speed
                                               : kWeightOfTheNewest * speed +
                                                     (1 - kWeightOfTheNewest) * tokens_per_second_;
}

std::size_t ReadingSpeed::Budget(std::chrono::duration<double> time) const {
  const std::lock_guard lock(mutex_);
  const double budget = tokens_per_second_ * time.count();
  if (budget <= 0 || budget > kPlenty) return kAllOfIt;
  return static_cast<std::size_t>(std::max(budget, kLeastBudget));
}

}  // namespace wenyuan::answer
