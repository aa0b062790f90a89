#include "wenyuan/crypto/hash.h"

#include <gtest/gtest.h>

#include <set>

namespace wenyuan::crypto {
namespace {

TEST(Sha256, AgreesWithThePublishedVectors) {
  EXPECT_EQ(Hex(Sha256("")), "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
  EXPECT_EQ(Hex(Sha256("abc")), "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
  EXPECT_EQ(Hex(Sha256(std::string(1'000'000, 'a'))),
            "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0");
}

TEST(Sha256, PiecesGiveTheDigestOfTheWhole) {
  const std::string text(1000, 'x');
  for (const std::size_t cut : {0U, 1U, 63U, 64U, 999U, 1000U}) {
    Sha256Stream stream;
    stream.Append(std::string_view(text).substr(0, cut));
    stream.Append(std::string_view(text).substr(cut));
    EXPECT_EQ(stream.Finish(), Sha256(text)) << "cut at " << cut;
  }
}

TEST(RandomId, IsLowerCaseBase32AndNeverTheSame) {
  std::set<std::string> seen;
  for (int i = 0; i < 1000; ++i) {
    const std::string id = RandomId(10);
    EXPECT_EQ(id.size(), 16U);
    EXPECT_EQ(id.find_first_not_of("abcdefghijklmnopqrstuvwxyz234567"), std::string::npos) << id;
    EXPECT_TRUE(seen.insert(id).second);
  }
  EXPECT_EQ(RandomId(1).size(), 2U);
  EXPECT_EQ(RandomId(16).size(), 26U);
  EXPECT_EQ(RandomId(0), "");
}

TEST(RandomId, UsesEveryDigitInEveryPlace) {
  std::array<std::set<char>, 16> digits;
  for (int i = 0; i < 2000; ++i) {
    const std::string id = RandomId(10);
    for (std::size_t place = 0; place < 16; ++place) digits[place].insert(id[place]);
  }
  for (const auto& place : digits) EXPECT_EQ(place.size(), 32U);
}

TEST(EqualSecrets, ComparesLengthAndContent) {
  EXPECT_TRUE(EqualSecrets("", ""));
  EXPECT_TRUE(EqualSecrets("secret", "secret"));
  EXPECT_FALSE(EqualSecrets("secret", "secreT"));
  EXPECT_FALSE(EqualSecrets("secret", "secre"));
}

TEST(Wipe, EmptiesASecret) {
  std::string secret = "secret";
  Wipe(secret);
  EXPECT_EQ(secret, "");
}

}  // namespace
}  // namespace wenyuan::crypto
