#include "wenyuan/http/openai_error.h"

#include <gtest/gtest.h>

namespace wenyuan::http {
namespace {

TEST(OpenAiKind, LetsClientsTryAgainWhatMayWorkLater) {
  const auto tried_again = [](ErrorCode code) {
    const int status = OpenAiKindOf(code).status;
    return status == 408 || status == 409 || status == 429 || status >= 500;
  };
  EXPECT_TRUE(tried_again(ErrorCode::kTimeout));
  EXPECT_TRUE(tried_again(ErrorCode::kUnavailable));
  EXPECT_TRUE(tried_again(ErrorCode::kResourceExhausted));
  EXPECT_FALSE(tried_again(ErrorCode::kInvalidArgument));
  EXPECT_FALSE(tried_again(ErrorCode::kUnsupported));
  EXPECT_FALSE(tried_again(ErrorCode::kTooLarge));
  EXPECT_EQ(OpenAiKindOf(ErrorCode::kTimeout).type, "timeout_error");
  EXPECT_EQ(OpenAiKindOf(ErrorCode::kInternal).type, "server_error");
}

}  // namespace
}  // namespace wenyuan::http
