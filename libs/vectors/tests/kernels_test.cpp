#include "kernels.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <cstring>
#include <limits>
#include <random>

#include "coded_vectors.h"
#include "document_filter.h"
#include "naive_vectors.h"
#include "query.h"
#include "row_codec.h"

namespace wenyuan::vectors {
namespace {

using testing::RandomVectors;

std::vector<const Kernels*> AllKernels() {
  std::vector<const Kernels*> kernels = {&PlainKernels()};
  for (const Kernels* const fast : {Avx2Kernels(), Avx512Kernels(), NeonKernels()}) {
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

TEST(Kernels, OfEveryProcessorGiveTheSameDistances) {
  for (const std::uint32_t dimension : {1U, 7U, 64U, 101U, 384U, 4096U}) {
    for (const std::uint32_t count : {1U, 16U, 17U, 40U}) {
      RandomVectors random(dimension, dimension);
      const std::vector<float> rows = random.Rows(count);
      const std::vector<float> asked = random.Rows(7);
      CodedVectors vectors(dimension);
      for (std::size_t i = 0; i < 7; ++i) vectors.Add(asked.data() + i * dimension);
      CodedCentroids centroids(dimension);
      centroids.Reset(count);
      for (std::size_t i = 0; i < count; ++i) centroids.Set(i, rows.data() + i * dimension);
      std::vector<CodedVector> views;
      for (std::size_t i = 0; i < vectors.size(); ++i) views.push_back(vectors[i]);
      for (const Kernels* const kernels : AllKernels()) {
        std::vector<float> distances(views.size() * centroids.width());
        kernels->distances(views, centroids.view(), distances.data());
        for (std::size_t i = 0; i < distances.size(); ++i) {
          const std::size_t at = i % centroids.width();
          if (at >= count) {
            EXPECT_EQ(distances[i], std::numeric_limits<float>::infinity());
            continue;
          }
          const auto part = [&](const std::vector<float>& all, std::size_t row) {
            const auto begin = all.begin() + static_cast<std::ptrdiff_t>(row * dimension);
            return std::vector<float>(begin, begin + dimension);
          };
          const std::vector<float> row = part(rows, at);
          const std::vector<float> one = part(asked, i / centroids.width());
          EXPECT_NEAR(distances[i], Dot(row, row) / 2 - Dot(row, one),
                      0.01 * (Dot(row, row) + Dot(one, one)))
              << kernels->name << ", dimension " << dimension;
        }
        const auto least = std::min_element(distances.begin(), distances.end());
        EXPECT_EQ(kernels->least(distances.data(), distances.size()),
                  static_cast<std::size_t>(least - distances.begin()));
      }
    }
  }
}

TEST(Kernels, OfEveryProcessorTakeVectorsApartAlike) {
  for (const std::uint32_t count : {1U, 7U, 8U, 16U, 33U, 384U, 1000U}) {
    RandomVectors vectors(count, count);
    const std::vector<float> vector = vectors.Noise(1);
    const std::vector<float> base = vectors.Noise(1);
    double squared = 0;
    double absolute = 0;
    double largest = 0;
    double along = 0;
    double signs = 0;
    for (std::size_t i = 0; i < count; ++i) {
      const double rest = static_cast<double>(vector[i]) - base[i];
      squared += rest * rest;
      absolute += std::abs(rest);
      largest = std::max(largest, std::abs(rest));
      along += rest * base[i];
      signs += rest > 0 ? base[i] : -base[i];
    }
    for (const Kernels* const kernels : AllKernels()) {
      SCOPED_TRACE(std::string(kernels->name) + " " + std::to_string(count));
      std::vector<float> rest(count);
      std::vector<std::uint8_t> bits((count + 7) / 8);
      const RestSums sums =
          kernels->rest(vector.data(), base.data(), count, rest.data(), bits.data());
      EXPECT_NEAR(sums.squared, squared, 1e-5 * squared);
      EXPECT_NEAR(sums.absolute, absolute, 1e-5 * absolute);
      EXPECT_NEAR(sums.largest, largest, 1e-6);
      EXPECT_NEAR(sums.along, along, 1e-5 * squared + 1e-5);
      EXPECT_NEAR(sums.signs, signs, 1e-5 * absolute + 1e-5);
      std::vector<std::uint8_t> codes(count);
      const float scale = sums.largest / 127;
      const float length =
          kernels->quantise(rest.data(), base.data(), count, 1 / scale, scale, codes.data());
      std::vector<float> decoded(count);
      kernels->decode(codes.data(), base.data(), count, scale, 2, decoded.data());
      for (std::size_t i = 0; i < count; ++i) {
        EXPECT_EQ((bits[i / 8] >> (i % 8) & 1U) != 0, vector[i] > base[i]);
        EXPECT_NEAR(decoded[i], 2 * vector[i], 1.01 * scale);
      }
      EXPECT_NEAR(length, Dot(decoded, decoded) / 4, 1e-5 * length);
    }
  }
}

TEST(Kernels, OfEveryProcessorTurnVectorsToTheSameBits) {
  for (std::uint32_t count = 1; count <= 4096; count *= 2) {
    RandomVectors vectors(count, count);
    const std::vector<float> vector = vectors.Noise(1);
    std::vector<float> expected = vector;
    PlainKernels().hadamard(expected.data(), count);
    EXPECT_NEAR(Dot(expected, expected), static_cast<double>(count) * Dot(vector, vector),
                1e-4 * static_cast<double>(count) * Dot(vector, vector));
    for (const Kernels* const kernels : AllKernels()) {
      std::vector<float> turned = vector;
      kernels->hadamard(turned.data(), count);
      EXPECT_EQ(turned, expected) << kernels->name << " " << count;
    }
  }
}

// So that what an index says does not depend on the machine that it lies on.
TEST(Kernels, OfArmGiveTheBitsOfThePlainOnes) {
  const Kernels* const arm = NeonKernels();
  if (arm == nullptr) GTEST_SKIP() << "this processor is another";
  const Kernels& plain = PlainKernels();
  for (const std::uint32_t dimension : {1U, 7U, 64U, 100U, 384U, 1000U, 4096U}) {
    SCOPED_TRACE(dimension);
    RandomVectors random(dimension, dimension);
    const std::vector<float> left = random.Noise(1);
    const std::vector<float> right = random.Noise(1);
    EXPECT_EQ(arm->dot(left.data(), right.data(), dimension),
              plain.dot(left.data(), right.data(), dimension));

    CodedVectors asked(dimension);
    CodedCentroids centroids(dimension);
    centroids.Reset(17);
    for (std::size_t i = 0; i < 17; ++i) centroids.Set(i, random.Noise(1).data());
    for (std::size_t i = 0; i < 3; ++i) asked.Add(random.Noise(1).data());
    const std::vector<CodedVector> views = {asked[0], asked[1], asked[2]};
    std::vector<float> expected(views.size() * centroids.width());
    std::vector<float> found = expected;
    plain.distances(views, centroids.view(), expected.data());
    arm->distances(views, centroids.view(), found.data());
    EXPECT_EQ(found, expected);

    const std::vector<std::uint8_t> codes(
        reinterpret_cast<const std::uint8_t*>(left.data()),
        reinterpret_cast<const std::uint8_t*>(left.data()) + dimension);
    std::vector<float> decoded_expected(dimension);
    std::vector<float> decoded = decoded_expected;
    plain.decode(codes.data(), right.data(), dimension, 0.37F, 1.9F, decoded_expected.data());
    arm->decode(codes.data(), right.data(), dimension, 0.37F, 1.9F, decoded.data());
    EXPECT_EQ(decoded, decoded_expected);

    const Query query =
        *PrepareQuery({"e", dimension, Metric::kInnerProduct}, Rotation(dimension), left);
    const std::size_t words = query.sketch.words;
    std::mt19937 bits(dimension);
    std::vector<std::uint64_t> blocks(2 * GroupWords(words));
    for (std::uint64_t& word : blocks) word = (std::uint64_t{bits()} << 32U | bits());
    const std::vector<float> tail(2 * kGroup, 0.123F);
    for (std::size_t group = 0; group < 2; ++group) {
      std::memcpy(&blocks[group * GroupWords(words) + kGroup * words], tail.data(),
                  tail.size() * sizeof(float));
    }
    std::vector<float> estimates_expected(2 * kGroup);
    std::vector<float> estimates = estimates_expected;
    std::vector<std::uint8_t> above_expected(2);
    std::vector<std::uint8_t> above = above_expected;
    const SketchTerms terms{3, 0.5F, 3.2F};
    plain.estimate({blocks.data(), 2}, query.sketch, terms, estimates_expected.data(),
                   above_expected.data());
    arm->estimate({blocks.data(), 2}, query.sketch, terms, estimates.data(), above.data());
    EXPECT_EQ(estimates, estimates_expected);
    EXPECT_EQ(above, above_expected);
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
