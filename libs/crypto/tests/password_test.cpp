#include "wenyuan/crypto/password.h"

#include <gtest/gtest.h>

namespace wenyuan::crypto {
namespace {

TEST(Password, IsVerifiedByItsHash) {
  const auto hash = HashPassword("正确的密码 correct");
  ASSERT_TRUE(hash);
  EXPECT_TRUE(hash->starts_with("$argon2id$v=19$m=19456,t=2,p=1$")) << *hash;
  EXPECT_TRUE(VerifyPassword("正确的密码 correct", *hash));
  EXPECT_FALSE(VerifyPassword("正确的密码 Correct", *hash));
  EXPECT_FALSE(VerifyPassword("", *hash));
  EXPECT_NE(*HashPassword("正确的密码 correct"), *hash) << "the salt must differ";
}

TEST(Password, MayHoldAnyByte) {
  const std::string password("a\0b", 3);
  const auto hash = HashPassword(password);
  EXPECT_TRUE(VerifyPassword(password, *hash));
  EXPECT_FALSE(VerifyPassword("a", *hash));
}

TEST(Password, IsNotVerifiedByATextThatIsNoHash) {
  for (const std::string hash : {"", "x", "$argon2id$", "$argon2id$v=19$m=1$broken",
                                 "$argon2i$v=19$m=19456,t=2,p=1$c2FsdHNhbHQ$aGFzaA"}) {
    EXPECT_FALSE(VerifyPassword("", hash)) << hash;
    EXPECT_FALSE(VerifyPassword("x", hash)) << hash;
  }
}

TEST(Password, ThatIsTooLongIsRefused) {
  const auto hash = HashPassword(std::string(5000, 'x'));
  ASSERT_FALSE(hash);
  EXPECT_EQ(hash.error().code, ErrorCode::kInvalidArgument);
  EXPECT_FALSE(VerifyPassword(std::string(5000, 'x'), *HashPassword("")));
}

}  // namespace
}  // namespace wenyuan::crypto
