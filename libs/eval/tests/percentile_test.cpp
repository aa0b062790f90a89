#include "wenyuan/eval/percentile.h"

#include <gtest/gtest.h>

namespace wenyuan::eval {
namespace {

TEST(Percentile, IsTheNearestRank) {
  const std::vector<double> values = {15, 20, 35, 40, 50};
  EXPECT_EQ(Percentile(values, 5), 15);
  EXPECT_EQ(Percentile(values, 30), 20);
  EXPECT_EQ(Percentile(values, 40), 20);
  EXPECT_EQ(Percentile(values, 50), 35);
  EXPECT_EQ(Percentile(values, 99), 50);
  EXPECT_EQ(Percentile(values, 100), 50);
}

TEST(Percentile, OfNoneIsZero) { EXPECT_EQ(Percentile({}, 50), 0); }

}  // namespace
}  // namespace wenyuan::eval
