#include "kernels.h"

#include <gtest/gtest.h>

#include <cmath>
#include <cstring>
#include <random>

#include "document_filter.h"
#include "naive_vectors.h"
#include "query.h"
#include "row_codec.h"

namespace wenyuan::vectors {
namespace {

using testing::RandomVectors;

std::vector<const Kernels*> AllKernels() {
  std::vector<const Kernels*> kernels = {&PlainKernels()};
  for (const Kernels* const fast : {Avx2Kernels(), Avx512Kernels()}) {
    if (fast != nullptr) kernels.push_back(fast);
  }
  return kernels;
}

double Dot(const std::vector<float>& left, const std::vector<float>& right) {
  double sum = 0;
  for (std::size_t i = 0; i < left.size(); ++i) sum += static_cast<double>(left[i]) * right[i];
  return sum;
}

TEST(Kernels, OfEveryProcessorGiveTheSameIntegers) {
  std::mt19937 random(1);
  for (const std::size_t dimension : {1U, 3U, 63U, 64U, 65U, 384U, 1000U, 4096U}) {
    for (int extreme = 0; extreme < 2; ++extreme) {
      std::vector<float> query(dimension, 1);
      std::vector<std::uint8_t> row(dimension + kLanes, 255);
      if (extreme == 0) {
        for (float& number : query) number = static_cast<float>(random() % 2000) - 1000;
        for (std::uint8_t& code : row) code = static_cast<std::uint8_t>(random());
      }
      const RowQuery form = ForRows(query);
      std::int64_t expected = 0;
      for (std::size_t i = 0; i < dimension; ++i) {
        expected += (std::int64_t{row[i]} - 128) * form.codes[i];
      }
      for (const Kernels* const kernels : AllKernels()) {
        EXPECT_EQ(kernels->dot_row(row.data(), form), expected)
            << kernels->name << ", dimension " << dimension;
      }
    }
  }
}

TEST(Kernels, OfEveryProcessorGiveTheSameEstimates) {
  std::mt19937 random(2);
  for (const std::uint32_t dimension : {1U, 64U, 100U, 384U, 4096U}) {
    RandomVectors vectors(dimension, dimension);
    const Query query = *PrepareQuery({"e", dimension, Metric::kInnerProduct}, Rotation(dimension),
                                      vectors.Noise(1));
    const std::size_t groups = 3;
    const std::size_t words = query.sketch.words;
    std::vector<std::uint64_t> blocks(groups * GroupWords(words));
    for (std::uint64_t& word : blocks) word = (std::uint64_t{random()} << 32U | random());
    for (std::size_t group = 0; group < groups; ++group) {
      std::vector<float> tail(2 * kGroup);
      for (float& number : tail) number = 0.1F + static_cast<float>(random() % 16) / 100;
      std::memcpy(&blocks[group * GroupWords(words) + kGroup * words], tail.data(),
                  tail.size() * sizeof(float));
    }
    const SketchGroups sketches{blocks.data(), groups};
    std::vector<float> expected(groups * kGroup);
    std::vector<std::uint8_t> expected_above(groups);
    const SketchTerms terms{3, 0.5F, 3.2F};
    PlainKernels().estimate(sketches, query.sketch, terms, expected.data(), expected_above.data());
    for (const Kernels* const kernels : AllKernels()) {
      std::vector<float> estimates(groups * kGroup);
      std::vector<std::uint8_t> above(groups);
      kernels->estimate(sketches, query.sketch, terms, estimates.data(), above.data());
      for (std::size_t i = 0; i < estimates.size(); ++i) {
        EXPECT_NEAR(estimates[i], expected[i], 1e-4) << kernels->name;
        EXPECT_EQ((above[i / kGroup] >> (i % kGroup) & 1U) != 0, estimates[i] > terms.floor);
      }
    }
  }
}

TEST(Kernels, MultiplyEveryRowWithEveryOther) {
  for (const std::size_t dimension : {1U, 7U, 16U, 100U, 384U}) {
    for (const auto& [lefts, rights] : {std::pair(1U, 1U), std::pair(4U, 4U), std::pair(9U, 7U),
                                        std::pair(3U, 13U), std::pair(6U, 2U)}) {
      RandomVectors vectors(9, static_cast<std::uint32_t>(dimension));
      const std::vector<float> left = vectors.Rows(lefts);
      const std::vector<float> right = vectors.Rows(rights);
      for (const Kernels* const kernels : AllKernels()) {
        std::vector<float> products(lefts * rights);
        kernels->dots(left.data(), lefts, right.data(), rights, dimension, products.data());
        for (std::size_t i = 0; i < products.size(); ++i) {
          const auto row = [&](const std::vector<float>& rows, std::size_t at) {
            return std::vector<float>(
                rows.begin() + static_cast<std::ptrdiff_t>(at * dimension),
                rows.begin() + static_cast<std::ptrdiff_t>((at + 1) * dimension));
          };
          EXPECT_NEAR(products[i], Dot(row(left, i / rights), row(right, i % rights)),
                      1e-4 * static_cast<double>(dimension))
              << kernels->name << ", " << lefts << " and " << rights << " of " << dimension;
        }
      }
    }
  }
}

TEST(Kernels, AddFloatsAndTurnThemAtAnyLength) {
  for (const std::uint32_t count : {1U, 7U, 16U, 33U, 384U, 1000U}) {
    RandomVectors vectors(count, count);
    const std::vector<float> left = vectors.Noise(1);
    const std::vector<float> right = vectors.Noise(1);
    for (const Kernels* const kernels : AllKernels()) {
      EXPECT_NEAR(kernels->dot(left.data(), right.data(), count), Dot(left, right), 1e-3);
      std::vector<float> sum = left;
      std::vector<float> difference = right;
      kernels->butterfly(sum.data(), difference.data(), count);
      for (std::size_t i = 0; i < count; ++i) {
        EXPECT_EQ(sum[i], left[i] + right[i]);
        EXPECT_EQ(difference[i], left[i] - right[i]);
      }
    }
  }
}

TEST(Rotation, KeepsSimilaritiesAndSpreadsWhatIsInOneNumber) {
  for (const std::uint32_t dimension : {1U, 2U, 3U, 7U, 384U, 1000U, 4095U, 4096U}) {
    SCOPED_TRACE(dimension);
    const Rotation rotation(dimension);
    RandomVectors vectors(dimension, dimension);
    std::vector<float> left = vectors.Noise(1);
    std::vector<float> right = vectors.Noise(1);
    const double before = Dot(left, right);
    rotation.Apply(left.data());
    rotation.Apply(right.data());
    EXPECT_NEAR(Dot(left, right), before, 1e-4 * dimension);
    if (dimension < 384) continue;
    for (const std::size_t at : {std::size_t{0}, std::size_t{dimension / 2}, dimension - 1UL}) {
      std::vector<float> one(dimension);
      one[at] = 1;
      rotation.Apply(one.data());
      for (const float number : one) EXPECT_LT(std::abs(number), 8 / std::sqrt(dimension));
    }
  }
}

TEST(RowCodec, DecodesWhatItEncodedUpToHalfAStep) {
  RandomVectors vectors(5, 70);
  const RowCodec codec({"e", 70, Metric::kInnerProduct});
  const std::vector<float> vector = vectors.Noise(3);
  const std::vector<float> base = vectors.Noise(1);
  for (const float* const origin : {static_cast<const float*>(nullptr), base.data()}) {
    std::string row(codec.row_bytes() + kLanes, '\0');
    codec.Encode(vector.data(), origin, row.data());
    float scale = 0;
    std::memcpy(&scale, row.data(), sizeof scale);
    std::vector<float> decoded(70);
    codec.Decode(row.data(), origin, decoded.data());
    for (std::size_t i = 0; i < 70; ++i) EXPECT_NEAR(decoded[i], vector[i], 0.501 * scale);
  }
}

TEST(RowCodec, TakesZeroAndTheSmallestNumbers) {
  const RowCodec codec({"e", 3, Metric::kL2});
  for (const float size : {0.0F, 1e-40F, 1e-31F}) {
    const std::vector<float> vector(3, size);
    std::string row(codec.row_bytes() + kLanes, '\0');
    codec.Encode(vector.data(), nullptr, row.data());
    std::vector<float> decoded(3, 1);
    codec.Decode(row.data(), nullptr, decoded.data());
    for (const float number : decoded) EXPECT_NEAR(number, 0, 1e-30);
  }
}

TEST(DocumentFilter, KnowsDocumentsOfEveryKindOfBitmap) {
  index::DocumentSet set;
  std::mt19937 random(3);
  for (int i = 0; i < 100; ++i) set.add(static_cast<std::uint32_t>(random() % 65'536));
  for (int i = 0; i < 30'000; ++i) set.add(65'536 + static_cast<std::uint32_t>(random() % 65'536));
  set.addRange(200'000, 300'000);
  set.add(4'294'967'295U);
  set.runOptimize();
  const DocumentFilter only({nullptr, &set, nullptr}, false);
  const DocumentFilter without({nullptr, nullptr, &set}, false);
  EXPECT_FALSE(only.all() || only.none() || without.all() || without.none());
  for (std::uint32_t document = 0; document < 400'000; document += 3) {
    ASSERT_EQ(only.Has(document), set.contains(document)) << document;
    ASSERT_EQ(without.Has(document), !set.contains(document)) << document;
  }
  EXPECT_TRUE(only.Has(4'294'967'295U));
  EXPECT_FALSE(only.Has(4'294'967'294U));
}

TEST(DocumentFilter, OfTheRestrictedGroupShowsOnlyWhatIsNamed) {
  const std::uint32_t numbers[] = {1, 2, 3};
  const index::DocumentSet may(3, numbers);
  const index::DocumentSet only(2, numbers + 1);
  const index::DocumentSet nothing;
  EXPECT_TRUE(DocumentFilter({}, true).none());
  EXPECT_TRUE(DocumentFilter({&nothing, nullptr, nullptr}, true).none());
  EXPECT_TRUE(DocumentFilter({nullptr, &nothing, nullptr}, false).none());
  EXPECT_TRUE(DocumentFilter({}, false).all());
  const DocumentFilter both({&may, &only, nullptr}, true);
  EXPECT_TRUE(!both.Has(1) && both.Has(2) && both.Has(3) && !both.Has(4));
  const DocumentFilter hidden({&may, nullptr, &only}, true);
  EXPECT_TRUE(hidden.Has(1) && !hidden.Has(2) && !hidden.Has(9));
}

}  // namespace
}  // namespace wenyuan::vectors
