#include "trainer.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>
#include <random>

#include "kernels.h"
#include "vector_math.h"

namespace wenyuan::vectors {
namespace {

constexpr std::size_t kRounds = 8;
constexpr std::size_t kUpperSamples = 256;  // for each upper centroid
constexpr unsigned kSeed = 20'240'521;      // a constant: nothing hidden can be felt in it

// Lloyd's algorithm over some of the samples.
class KMeans {
 public:
  KMeans(const SampleSet& samples, const std::vector<std::uint32_t>& members, std::mt19937& random)
      : dimension_(samples.dimension()), random_(random) {
    Load(samples, members);
  }

  void Run(std::size_t clusters, std::size_t rounds) {
    Seed(std::min(clusters, size()));
    for (std::size_t round = 0; round < rounds; ++round) {
      AssignAll();
      Move();
    }
    AssignAll();
  }

  [[nodiscard]] const std::vector<float>& centroids() const { return centroids_; }
  [[nodiscard]] std::size_t clusters() const { return halves_.size(); }
  [[nodiscard]] std::size_t size() const { return nearest_.size(); }
  [[nodiscard]] const std::vector<std::uint32_t>& nearest() const { return nearest_; }
  [[nodiscard]] const std::vector<float>& distances() const { return distances_; }  // squared
  // Puts others to the same centroids.
  void Replace(const SampleSet& samples, const std::vector<std::uint32_t>& members) {
    Load(samples, members);
    AssignAll();
  }

 private:
  void Load(const SampleSet& samples, const std::vector<std::uint32_t>& members) {
    vectors_.resize(members.size() * dimension_);
    for (std::size_t i = 0; i < members.size(); ++i) {
      samples.Decode(members[i], vectors_.data() + i * dimension_);
    }
    nearest_.resize(members.size());
    distances_.resize(members.size());
  }

  [[nodiscard]] const float* Vector(std::size_t member) const {
    return vectors_.data() + member * dimension_;
  }

  void Seed(std::size_t clusters) {
    std::vector<std::uint32_t> order(size());
    std::iota(order.begin(), order.end(), 0U);
    for (std::size_t i = 0; i < clusters; ++i) {  // distinct ones, by the same generator everywhere
      std::swap(order[i], order[i + random_() % (order.size() - i)]);
      centroids_.insert(centroids_.end(), Vector(order[i]), Vector(order[i]) + dimension_);
    }
    halves_.resize(clusters);
  }

  void AssignAll() {
    constexpr std::size_t kTile = 64;
    const std::size_t clusters = halves_.size();
    for (std::size_t cluster = 0; cluster < clusters; ++cluster) {
      halves_[cluster] = static_cast<float>(
          SquaredLength({centroids_.data() + cluster * dimension_, dimension_}) / 2);
    }
    std::vector<float> dots(kTile * clusters);
    for (std::size_t begin = 0; begin < size(); begin += kTile) {
      const std::size_t tile = std::min(kTile, size() - begin);
      BestKernels().dots(Vector(begin), tile, centroids_.data(), clusters, dimension_, dots.data());
      for (std::size_t i = 0; i < tile; ++i) {
        float least = std::numeric_limits<float>::infinity();
        for (std::size_t cluster = 0; cluster < clusters; ++cluster) {
          const float half = halves_[cluster] - dots[i * clusters + cluster];
          if (half >= least) continue;
          least = half;
          nearest_[begin + i] = static_cast<std::uint32_t>(cluster);
        }
        const auto length = static_cast<float>(SquaredLength({Vector(begin + i), dimension_}));
        distances_[begin + i] = std::max(0.0F, 2 * least + length);
      }
    }
  }

  void Move() {
    std::vector<double> sums(centroids_.size());
    std::vector<std::size_t> counts(halves_.size());
    for (std::size_t member = 0; member < size(); ++member) {
      const float* const sample = Vector(member);
      double* const sum = sums.data() + nearest_[member] * dimension_;
      for (std::size_t i = 0; i < dimension_; ++i) sum[i] += sample[i];
      ++counts[nearest_[member]];
    }
    for (std::size_t cluster = 0; cluster < counts.size(); ++cluster) {
      float* const centroid = centroids_.data() + cluster * dimension_;
      if (counts[cluster] == 0) {  // begins again somewhere
        std::copy_n(Vector(random_() % size()), dimension_, centroid);
        continue;
      }
      const double share = 1 / static_cast<double>(counts[cluster]);
      for (std::size_t i = 0; i < dimension_; ++i) {
        centroid[i] = static_cast<float>(sums[cluster * dimension_ + i] * share);
      }
    }
  }

  const std::size_t dimension_;
  std::mt19937& random_;
  std::vector<float> vectors_;  // row-major, as are the next
  std::vector<float> centroids_;
  std::vector<float> halves_;  // half the squared length of each
  std::vector<std::uint32_t> nearest_;
  std::vector<float> distances_;
};

// Adds the lists of one upper cell.
void AddCell(const KMeans& cell, Centroids& centroids) {
  std::vector<double> sums(cell.clusters());
  std::vector<std::size_t> counts(cell.clusters());
  for (std::size_t member = 0; member < cell.size(); ++member) {
    sums[cell.nearest()[member]] += static_cast<double>(cell.distances()[member]);
    ++counts[cell.nearest()[member]];
  }
  for (std::size_t cluster = 0; cluster < cell.clusters(); ++cluster) {
    const double count = static_cast<double>(std::max<std::size_t>(1, counts[cluster]));
    centroids.spread.push_back(static_cast<float>(sums[cluster] / count));
  }
  centroids.lists.insert(centroids.lists.end(), cell.centroids().begin(), cell.centroids().end());
}

}  // namespace

Centroids TrainCentroids(const SampleSet& samples, std::size_t lists) {
  const std::size_t count = samples.size();
  const auto cells =
      static_cast<std::size_t>(std::max(1.0, std::round(std::sqrt(static_cast<double>(lists)))));
  std::mt19937 random(kSeed);
  std::vector<std::uint32_t> some;
  const std::size_t step = std::max<std::size_t>(1, count / (kUpperSamples * cells));
  for (std::size_t i = 0; i < count; i += step) some.push_back(static_cast<std::uint32_t>(i));
  KMeans upper(samples, some, random);
  upper.Run(cells, kRounds);

  Centroids centroids;
  centroids.dimension = static_cast<std::uint32_t>(samples.dimension());
  centroids.upper = upper.centroids();
  std::vector<std::vector<std::uint32_t>> members(upper.clusters());
  for (std::size_t begin = 0; begin < count; begin += kUpperSamples * cells) {
    some.resize(std::min(kUpperSamples * cells, count - begin));
    std::iota(some.begin(), some.end(), static_cast<std::uint32_t>(begin));
    upper.Replace(samples, some);
    for (std::size_t i = 0; i < some.size(); ++i) members[upper.nearest()[i]].push_back(some[i]);
  }
  std::vector<float> distances;
  for (std::vector<std::uint32_t>& cell_members : members) {
    centroids.first_list.push_back(static_cast<std::uint32_t>(centroids.spread.size()));
    if (cell_members.empty()) continue;
    const double share = static_cast<double>(cell_members.size()) / static_cast<double>(count);
    const auto own =
        static_cast<std::size_t>(std::max(1.0, std::round(share * static_cast<double>(lists))));
    KMeans cell(samples, cell_members, random);
    cell.Run(own, kRounds);
    AddCell(cell, centroids);
    distances.insert(distances.end(), cell.distances().begin(), cell.distances().end());
  }
  centroids.first_list.push_back(static_cast<std::uint32_t>(centroids.spread.size()));
  const auto at = distances.begin() + static_cast<std::ptrdiff_t>(distances.size() * 95 / 100);
  std::nth_element(distances.begin(), at, distances.end());
  centroids.radius = *at;
  return centroids;
}

}  // namespace wenyuan::vectors
