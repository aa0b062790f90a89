#include "generated/reading_speed.h"

#include <gtest/gtest.h>

namespace wenyuan::answer {
namespace {

using std::chrono::seconds;

TEST(ReadingSpeed, WhatIsNotKnownLimitsNothing) {
  ReadingSpeed speed;
  EXPECT_EQ(speed.Budget(seconds(30)), ReadingSpeed::kAllOfIt);
  speed.Note(20, seconds(10));  // nearly all of it was known
  EXPECT_EQ(speed.Budget(seconds(30)), ReadingSpeed::kAllOfIt);
}

TEST(ReadingSpeed, ASlowModelReadsWhatItCanInTime) {
  ReadingSpeed speed;
  speed.Note(650, seconds(32));
  EXPECT_NEAR(static_cast<double>(speed.Budget(seconds(30))), 609, 1);
  EXPECT_EQ(speed.Budget(seconds(0)), ReadingSpeed::kAllOfIt);
  speed.Note(650, seconds(650));  // somebody else needs the machine
  EXPECT_LT(speed.Budget(seconds(30)), 400U);
  EXPECT_GE(speed.Budget(seconds(1)), 200U) << "there must be something to answer from";
}

TEST(ReadingSpeed, AFastModelReadsAll) {
  ReadingSpeed speed;
  speed.Note(5'000, std::chrono::milliseconds(500));
  EXPECT_EQ(speed.Budget(seconds(30)), ReadingSpeed::kAllOfIt);
}

}  // namespace
}  // namespace wenyuan::answer
