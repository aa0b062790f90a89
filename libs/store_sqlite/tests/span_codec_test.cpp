#include "span_codec.h"

#include <gtest/gtest.h>

#include <random>

namespace wenyuan::store_sqlite {
namespace {

TEST(SpanCodec, GivesBackAnySpans) {
  constexpr unsigned kSeed = 12;
  SCOPED_TRACE("seed " + std::to_string(kSeed));
  std::mt19937 random(kSeed);
  for (int round = 0; round < 500; ++round) {
    std::vector<TextSpan> spans(random() % 20);
    for (TextSpan& span : spans) {
      span = {static_cast<std::uint32_t>(random()),
              static_cast<std::uint32_t>(random()),
              {static_cast<std::uint32_t>(random()), static_cast<float>(random()), -0.5F, 1e-30F,
               static_cast<float>(random() % 1000) / 8}};
    }
    EXPECT_EQ(*DecodeSpans(EncodeSpans(spans)), spans);
  }
}

TEST(SpanCodec, TakesFewBytesForLinesThatFollowEachOther) {
  std::vector<TextSpan> lines;
  for (std::uint32_t i = 0; i < 10; ++i) lines.push_back({i * 40, i * 40 + 40, {3, 1, 2, 3, 4}});
  EXPECT_LE(EncodeSpans(lines).size(), 10 * 19U + 1);
}

TEST(SpanCodec, RefusesWhatWasCut) {
  const std::string whole = EncodeSpans({{5, 300, {2, 1, 2, 3, 4}}});
  for (std::size_t size = 1; size < whole.size(); ++size) {
    EXPECT_FALSE(DecodeSpans(whole.substr(0, size))) << size << " bytes";
  }
}

}  // namespace
}  // namespace wenyuan::store_sqlite
