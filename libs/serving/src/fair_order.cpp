#include "fair_order.h"

#include <algorithm>
#include <limits>
#include <tuple>

namespace wenyuan::serving {

std::uint64_t FairOrder::ServedOf(const std::string& user) const {
  const auto account = accounts_.find(user);
  return account == accounts_.end() ? 0 : account->second.served;
}

bool FairOrder::Before(const Task& left, const Task& right) const {
  return std::tuple(left.request.priority, ServedOf(left.request.user), left.came) <
         std::tuple(right.request.priority, ServedOf(right.request.user), right.came);
}

void FairOrder::Enter(const std::string& user) {
  const auto [account, is_new] = accounts_.try_emplace(user);
  ++account->second.requests;
  if (!is_new || accounts_.size() == 1) return;
  std::uint64_t least = std::numeric_limits<std::uint64_t>::max();
  for (const auto& [name, other] : accounts_) {
    if (name != user) least = std::min(least, other.served);
  }
  account->second.served = least;
}

void FairOrder::Leave(const std::string& user) {
  const auto account = accounts_.find(user);
  if (account != accounts_.end() && --account->second.requests == 0) accounts_.erase(account);
}

void FairOrder::Served(const std::string& user, std::uint32_t tokens) {
  const auto account = accounts_.find(user);
  if (account != accounts_.end()) account->second.served += tokens;
}

}  // namespace wenyuan::serving
