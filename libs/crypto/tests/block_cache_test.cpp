#include "wenyuan/crypto/block_cache.h"

#include <gtest/gtest.h>

namespace wenyuan::crypto {
namespace {

BlockCache::Piece Piece(std::size_t bytes) {
  return std::make_shared<const std::string>(bytes, 'x');
}

TEST(BlockCache, DropsWhatWasUsedLongestAgo) {
  // Pieces are spread over several lists: one that is used again and again outlives thousands that
  // are used once, and of those about as many are kept as the budget holds.
  BlockCache cache(100 * 320);
  cache.Put(1, 0, Piece(100));
  for (std::uint64_t block = 0; block < 5'000; ++block) {
    cache.Put(2, block, Piece(100));
    ASSERT_NE(cache.Find(1, 0), nullptr) << block;
  }
  EXPECT_NE(cache.Find(2, 4'999), nullptr);
  EXPECT_EQ(cache.Find(2, 0), nullptr);
  std::size_t kept = 0;
  for (std::uint64_t block = 0; block < 5'000; ++block) {
    kept += cache.Find(2, block) != nullptr ? 1 : 0;
  }
  EXPECT_LE(kept, 320U);
  EXPECT_GE(kept, 200U);
}

TEST(BlockCache, KeepsAPieceThatIsLargerThanTheBudget) {
  BlockCache cache(10);
  cache.Put(1, 0, Piece(100));
  EXPECT_NE(cache.Find(1, 0), nullptr);
}

}  // namespace
}  // namespace wenyuan::crypto
