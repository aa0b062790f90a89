#include "merge_policy.h"

#include <gtest/gtest.h>

namespace wenyuan::index {
namespace {

using Places = std::vector<std::size_t>;

TEST(MergePolicy, FourOfATierAreJoinedTheSmallOnesFirst) {
  EXPECT_EQ(PickMerge({{100, 100}, {200, 200}, {300, 300}}), Places{});
  EXPECT_EQ(PickMerge({{100, 100}, {5000, 5000}, {200, 200}, {300, 300}, {9, 9}}),
            (Places{0, 2, 3, 4}));
}

TEST(MergePolicy, OneThatIsDeadByMoreThanAThirdIsWrittenAgain) {
  EXPECT_EQ(PickMerge({{5000, 5000}, {200, 300}}), Places{});
  EXPECT_EQ(PickMerge({{5000, 5000}, {199, 300}}), Places{1});
}

TEST(MergePolicy, AMillionPassagesInSmallBatchesStayInFewSegmentsAndAreWrittenFewTimes) {
  std::vector<SegmentSize> sizes;
  std::uint64_t written = 0;
  constexpr std::uint64_t kBatch = 200;
  constexpr std::uint64_t kAll = 1'000'000;
  std::size_t most = 0;
  for (std::uint64_t done = 0; done < kAll; done += kBatch) {
    sizes.push_back({kBatch, kBatch});
    written += kBatch;
    for (Places picked = PickMerge(sizes); !picked.empty(); picked = PickMerge(sizes)) {
      std::uint64_t sum = 0;
      for (auto at = picked.rbegin(); at != picked.rend(); ++at) {
        sum += sizes[*at].live_chunks;
        sizes.erase(sizes.begin() + static_cast<std::ptrdiff_t>(*at));
      }
      sizes.push_back({sum, sum});
      written += sum;
    }
    most = std::max(most, sizes.size());
  }
  EXPECT_LE(most, 24U);
  EXPECT_LE(written / kAll, 8U);
}

}  // namespace
}  // namespace wenyuan::index
