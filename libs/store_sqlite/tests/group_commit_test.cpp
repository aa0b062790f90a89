#include <gtest/gtest.h>

#include <atomic>
#include <set>
#include <thread>

#include "sqlite_home.h"

namespace wenyuan::store_sqlite {
namespace {

constexpr int kThreads = 8;
constexpr int kEach = 40;

// Who writes at the same time shares a commit, and nothing else.
TEST(GroupCommit, KeepsWhatWasAcknowledgedAndNothingThatFailed) {
  SqliteHome home;
  std::set<std::string> acknowledged;
  std::atomic<int> refused = 0;
  {
    const auto store = home.Open(SystemClock());
    ASSERT_TRUE(store->accounts().Create("taken", "hash", false));
    std::mutex mutex;
    std::vector<std::thread> threads;
    for (int thread = 0; thread < kThreads; ++thread) {
      threads.emplace_back([&, thread] {
        for (int i = 0; i < kEach; ++i) {
          // Every third one is refused in the middle of somebody's group.
          const std::string name =
              i % 3 == 0 ? "taken" : std::to_string(thread) + "-" + std::to_string(i);
          const auto made = store->accounts().Create(name, "hash", false);
          if (made) {
            const auto seen = store->accounts().FindByName(name);
            EXPECT_TRUE(seen) << "what is acknowledged can be read";
            const std::lock_guard lock(mutex);
            acknowledged.insert(name);
          } else {
            EXPECT_EQ(made.error().code, ErrorCode::kConflict);
            ++refused;
          }
        }
      });
    }
    for (std::thread& thread : threads) thread.join();
  }
  EXPECT_EQ(refused, kThreads * 14);
  EXPECT_EQ(acknowledged.size(), static_cast<std::size_t>(kThreads * (kEach - 14)));
  const auto again = home.Open(SystemClock());
  for (const std::string& name : acknowledged) EXPECT_TRUE(again->accounts().FindByName(name));
}

}  // namespace
}  // namespace wenyuan::store_sqlite
