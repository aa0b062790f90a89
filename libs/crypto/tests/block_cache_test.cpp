#include "wenyuan/crypto/block_cache.h"

#include <gtest/gtest.h>

namespace wenyuan::crypto {
namespace {

BlockCache::Piece Piece(std::size_t bytes) {
  return std::make_shared<const std::string>(bytes, 'x');
}

TEST(BlockCache, DropsWhatWasUsedLongestAgo) {
  BlockCache cache(300);
  cache.Put(1, 0, Piece(100));
  cache.Put(1, 1, Piece(100));
  cache.Put(2, 0, Piece(100));
  EXPECT_NE(cache.Find(1, 0), nullptr);
  cache.Put(2, 1, Piece(100));
  EXPECT_EQ(cache.Find(1, 1), nullptr);
  EXPECT_NE(cache.Find(1, 0), nullptr);
  EXPECT_NE(cache.Find(2, 0), nullptr);
  EXPECT_NE(cache.Find(2, 1), nullptr);
}

TEST(BlockCache, KeepsAPieceThatIsLargerThanTheBudget) {
  BlockCache cache(10);
  cache.Put(1, 0, Piece(100));
  EXPECT_NE(cache.Find(1, 0), nullptr);
}

}  // namespace
}  // namespace wenyuan::crypto
