#include "kernels.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <random>
#include <string>
#include <vector>

namespace wenyuan::index {
namespace {

using Block = std::array<std::uint32_t, kBlockPostings>;

TEST(Kernels, UnpackWhatWasPackedAtEveryWidth) {
  std::mt19937 random(20261126);  // fixed seed: a failure repeats
  for (unsigned width = 0; width <= 32; ++width) {
    SCOPED_TRACE("width=" + std::to_string(width));
    Block values{};
    const std::uint64_t mask = (std::uint64_t{1} << width) - 1;
    for (std::uint32_t& value : values) value = static_cast<std::uint32_t>(random() & mask);
    std::string packed;
    PackBlock(values, width, packed);
    packed.append(kUnpackPadding, '\xFF');
    Block ascending;
    std::uint32_t last = 0xFFFFFFFF;  // before the first ordinal stands -1
    for (std::size_t i = 0; i < values.size(); ++i) ascending[i] = last += values[i] + 1;
    for (const Kernels* kernels : UsableKernels()) {
      Block found{};
      kernels->unpack(packed.data(), width, found.data());
      ASSERT_EQ(found, values);
      std::array<float, kBlockPostings> weighted;
      weighted.fill(0.25F);
      kernels->add_weighted(packed.data(), width, 3, 1.5F, weighted.data());
      for (std::size_t i = 0; i < values.size(); ++i) {
        const auto count = static_cast<std::int32_t>(values[i] + 3);
        ASSERT_EQ(weighted[i], 0.25F + 1.5F * static_cast<float>(count));
      }
      kernels->unpack_ascending(packed.data(), width, 0xFFFFFFFF, found.data());
      ASSERT_EQ(found, ascending);
    }
    for (std::size_t i = 0; i < values.size(); ++i) {
      ASSERT_EQ(UnpackOne(packed.data(), width, i), values[i]);
    }
  }
}

void ExpectTheBitsOfThePortable(const Kernels& best) {
  std::mt19937 random(7);
  const Kernels& portable = PortableKernels();
  for (int round = 0; round < 200; ++round) {
    SCOPED_TRACE("round=" + std::to_string(round));
    std::vector<float> lengths(1000);
    for (float& length : lengths) length = 0.5F * static_cast<float>(random() % 900);
    Block ordinals{};
    std::array<float, kBlockPostings> frequencies{};
    for (std::size_t i = 0; i < kBlockPostings; ++i) {
      ordinals[i] = static_cast<std::uint32_t>(random() % lengths.size());
      frequencies[i] = 0.3F * static_cast<float>(1 + random() % 50);
    }
    const Contribution contribution{static_cast<float>(random() % 1'000'000'000), 0.37F, 0.0123F};
    Block expected{};
    Block found{};
    portable.contributions(contribution, ordinals.data(), frequencies.data(), lengths.data(),
                           expected.data());
    best.contributions(contribution, ordinals.data(), frequencies.data(), lengths.data(),
                       found.data());
    ASSERT_EQ(found, expected);
    for (std::size_t i = 0; i < kBlockPostings; ++i) {
      ASSERT_EQ(contribution.Of(frequencies[i], lengths[ordinals[i]]), expected[i]);
    }

    const std::size_t some = random() % (kBlockPostings + 1);
    Block shifted = ordinals;
    for (std::uint32_t& ordinal : shifted) ordinal = 64 + ordinal % 900;
    std::vector<std::uint32_t> sums_expected(1000, 7);
    std::vector<std::uint32_t> sums_found = sums_expected;
    portable.add_contributions(contribution, shifted.data(), frequencies.data(), some,
                               lengths.data(), 64, sums_expected.data());
    best.add_contributions(contribution, shifted.data(), frequencies.data(), some, lengths.data(),
                           64, sums_found.data());
    ASSERT_EQ(sums_found, sums_expected);

    std::vector<std::uint8_t> codes(lengths.size() + kCodePadding);
    for (std::uint8_t& code : codes) code = static_cast<std::uint8_t>(random());
    const float weight = 0.01F * static_cast<float>(random() % 10'000'000);
    const std::size_t count = random() % (kBlockPostings + 1);
    std::array<std::uint16_t, kBlockPostings> bounds_expected{};
    std::array<std::uint16_t, kBlockPostings> bounds_found{};
    portable.posting_bounds(weight, codes.data(), lengths.data(), ordinals.data(),
                            frequencies.data(), count, bounds_expected.data());
    best.posting_bounds(weight, codes.data(), lengths.data(), ordinals.data(), frequencies.data(),
                        count, bounds_found.data());
    ASSERT_EQ(bounds_found, bounds_expected);

    std::vector<std::uint64_t> words(lengths.size() / 64 + 1);
    for (std::uint64_t& word : words) {
      word = std::uint64_t{random()} << 32U | (round % 2 == 0 ? random() : 0U);
    }
    std::array<std::uint8_t, kBlockPostings> places_expected{};
    std::array<std::uint8_t, kBlockPostings> places_found{};
    const std::size_t members =
        portable.members(words.data(), 0, ordinals.data(), count, places_expected.data());
    ASSERT_EQ(best.members(words.data(), 0, ordinals.data(), count, places_found.data()), members);
    for (std::size_t i = 0; i < members; ++i) ASSERT_EQ(places_found[i], places_expected[i]);

    const std::size_t held =
        portable.members(words.data() + 1, 64, shifted.data(), count, places_expected.data());
    ASSERT_EQ(best.members(words.data() + 1, 64, shifted.data(), count, places_found.data()), held);
    for (std::size_t i = 0; i < held; ++i) ASSERT_EQ(places_found[i], places_expected[i]);

    std::vector<std::uint32_t> sums(4 * 2 * kWindowChunks);
    for (std::uint32_t& sum : sums) sum = static_cast<std::uint32_t>(random());
    std::array<std::uint16_t, 8> rests{};
    for (std::uint16_t& rest : rests) rest = static_cast<std::uint16_t>(random());
    std::array<std::uint64_t, 4> left_expected = {~0ULL, 0, words[0], words[1]};
    std::array<std::uint64_t, 4> left_found = left_expected;
    const auto wanted = static_cast<std::uint32_t>(random());
    ASSERT_EQ(best.keep_reaching(sums.data(), rests.data(), wanted, 4, left_found.data()),
              portable.keep_reaching(sums.data(), rests.data(), wanted, 4, left_expected.data()));
    ASSERT_EQ(left_found, left_expected);

    std::vector<std::uint8_t> maxima(4 * kGroupWindows);
    for (std::uint8_t& byte : maxima) {
      byte = static_cast<std::uint8_t>(random() % 3 == 0 ? 0U : random() % 256);
    }
    std::vector<std::uint16_t> bounds(maxima.size());
    for (std::uint16_t& bound : bounds) bound = static_cast<std::uint16_t>(random());
    std::vector<std::uint16_t> others = bounds;
    const auto factor = static_cast<std::uint16_t>(random());
    portable.add_bounds(maxima.data(), factor, maxima.size(), bounds.data());
    best.add_bounds(maxima.data(), factor, maxima.size(), others.data());
    ASSERT_EQ(others, bounds);
    ASSERT_EQ(best.largest_bound(bounds.data()), portable.largest_bound(bounds.data()));
    for (int i = 0; i < 8; ++i) {
      const auto least = static_cast<std::uint16_t>(i == 0 ? bounds[5] : random());
      ASSERT_EQ(best.reaching(bounds.data(), least), portable.reaching(bounds.data(), least));
    }
    for (const std::uint32_t least : {0U, 1U, ordinals[3], ordinals[3] + 1, 0xFFFFFFFFU}) {
      ASSERT_EQ(best.sums_reaching(ordinals.data(), least),
                portable.sums_reaching(ordinals.data(), least));
    }
    ASSERT_EQ(best.largest_sum(ordinals.data()), portable.largest_sum(ordinals.data()));
  }
}

TEST(Kernels, OfThisProcessorGiveTheBitsOfThePortableOnes) {
  for (const Kernels* kernels : UsableKernels()) {
    ASSERT_NO_FATAL_FAILURE(ExpectTheBitsOfThePortable(*kernels));
  }
}

TEST(Kernels, KeepTheSumsThatReachWithWhatMayCome) {
  for (const Kernels* kernels : UsableKernels()) {
    std::vector<std::uint32_t> sums(2 * std::size_t{kWindowChunks}, 0);
    sums[3] = 100;
    sums[kWindowChunks + 5] = 99;
    const std::array<std::uint16_t, 2> rests = {1, 0};
    const std::uint32_t rest = 1U << kBoundShift;
    std::uint64_t bits = ~std::uint64_t{0};
    EXPECT_EQ(kernels->keep_reaching(sums.data(), rests.data(), rest + 100, 1, &bits), 1U);
    EXPECT_EQ(bits, std::uint64_t{1} << 3U);
    bits = ~std::uint64_t{1};  // the first was given up before
    EXPECT_EQ(kernels->keep_reaching(sums.data(), rests.data(), 99, 1, &bits), 32U);
    EXPECT_EQ(bits, 0xFFFFFFFEU | std::uint64_t{1} << (kWindowChunks + 5));
  }
}

TEST(Kernels, BoundsAreNeverBelowWhatTheyBound) {
  const Kernels& best = ThisProcessor();
  for (const unsigned wide : {1U, 7U, 255U, 256U, 1000U, 40'000U}) {
    const auto factor = static_cast<std::uint16_t>(wide);
    std::vector<std::uint8_t> maxima(4 * kGroupWindows);
    for (std::size_t i = 0; i < maxima.size(); ++i) maxima[i] = static_cast<std::uint8_t>(i);
    std::vector<std::uint16_t> bounds(maxima.size(), 0);
    best.add_bounds(maxima.data(), factor, maxima.size(), bounds.data());
    for (std::size_t i = 0; i < maxima.size(); ++i) {
      ASSERT_GE(bounds[i] * 256, static_cast<int>(maxima[i]) * factor);
    }
  }
}

}  // namespace
}  // namespace wenyuan::index
