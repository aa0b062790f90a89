#include "wenyuan/base/edit_distance.h"

#include <gtest/gtest.h>

namespace wenyuan {
namespace {

TEST(EditDistance, CountsInsertedRemovedAndReplacedBytes) {
  EXPECT_EQ(EditDistance("", ""), 0U);
  EXPECT_EQ(EditDistance("port", "port"), 0U);
  EXPECT_EQ(EditDistance("serch", "search"), 1U);
  EXPECT_EQ(EditDistance("prot", "port"), 2U);
  EXPECT_EQ(EditDistance("kitten", "sitting"), 3U);
  EXPECT_EQ(EditDistance("", "abc"), 3U);
}

}  // namespace
}  // namespace wenyuan
