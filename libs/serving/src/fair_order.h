#pragma once

#include <string>
#include <unordered_map>

#include "task.h"

namespace wenyuan::serving {

// Whose turn it is: people before background work, then the user who got least so far, then who
// came first. What one got is counted in tokens; a user who comes anew begins where the least
// served of the others is, so that nobody saves up turns. One thread.
class FairOrder {
 public:
  [[nodiscard]] bool Before(const Task& left, const Task& right) const;
  void Enter(const std::string& user);
  void Leave(const std::string& user);
  void Served(const std::string& user, std::uint32_t tokens);

 private:
  struct Account {
    std::uint64_t served = 0;
    std::size_t requests = 0;
  };
  [[nodiscard]] std::uint64_t ServedOf(const std::string& user) const;

  std::unordered_map<std::string, Account> accounts_;  // of those who wait or run
};

}  // namespace wenyuan::serving
