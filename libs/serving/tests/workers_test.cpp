#include "../src/workers.h"

#include <gtest/gtest.h>

#include <atomic>
#include <set>
#include <vector>

namespace wenyuan::serving {
namespace {

TEST(Workers, DoEachPartOnceAndAreDoneWhenItReturns) {
  Workers workers(4);
  for (std::size_t count = 0; count < 200; ++count) {
    std::vector<std::atomic<int>> calls(count);
    workers.ForEach(count, [&](std::size_t at) { ++calls[at]; });
    for (const auto& one : calls) ASSERT_EQ(one, 1) << "of " << count;
  }
}

TEST(Workers, ShareTheWork) {
  Workers workers(3);
  // Each part waits until three are at work, which one thread alone could not reach.
  std::atomic<int> at_work = 0;
  workers.ForEach(3, [&](std::size_t) {
    ++at_work;
    while (at_work < 3) std::this_thread::yield();
  });
  EXPECT_EQ(at_work, 3);
}

TEST(Workers, OneThreadIsTheCallersOwn) {
  Workers workers(1);
  std::set<std::thread::id> threads;
  workers.ForEach(5, [&](std::size_t) { threads.insert(std::this_thread::get_id()); });
  EXPECT_EQ(threads, std::set{std::this_thread::get_id()});
}

}  // namespace
}  // namespace wenyuan::serving
