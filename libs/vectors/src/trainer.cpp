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
  KMeans(const std::vector<float>& samples, std::vector<std::uint32_t> members,
         std::size_t dimension, std::mt19937& random)
      : samples_(samples),
        members_(std::move(members)),
        dimension_(dimension),
        random_(random),
        nearest_(members_.size()),
        distances_(members_.size()) {}

  void Run(std::size_t clusters, std::size_t rounds) {
    Seed(std::min(clusters, members_.size()));
    for (std::size_t round = 0; round < rounds; ++round) {
      AssignAll();
      Move();
    }
    AssignAll();
  }

  [[nodiscard]] const std::vector<float>& centroids() const { return centroids_; }
  [[nodiscard]] std::size_t clusters() const { return halves_.size(); }
  [[nodiscard]] const std::vector<std::uint32_t>& members() const { return members_; }
  [[nodiscard]] const std::vector<std::uint32_t>& nearest() const { return nearest_; }
  [[nodiscard]] const std::vector<float>& distances() const { return distances_; }  // squared
  // Puts others to the same centroids.
  void Replace(std::vector<std::uint32_t> members) {
    members_ = std::move(members);
    nearest_.resize(members_.size());
    distances_.resize(members_.size());
    AssignAll();
  }

 private:
  [[nodiscard]] const float* Sample(std::size_t member) const {
    return samples_.data() + members_[member] * dimension_;
  }

  void Seed(std::size_t clusters) {
    std::vector<std::uint32_t> order(members_.size());
    std::iota(order.begin(), order.end(), 0U);
    for (std::size_t i = 0; i < clusters; ++i) {  // distinct ones, by the same generator everywhere
      std::swap(order[i], order[i + random_() % (order.size() - i)]);
      centroids_.insert(centroids_.end(), Sample(order[i]), Sample(order[i]) + dimension_);
    }
    halves_.resize(clusters);
  }

  void AssignAll() {
    const auto dot = BestKernels().dot;
    for (std::size_t cluster = 0; cluster < halves_.size(); ++cluster) {
      halves_[cluster] = static_cast<float>(
          SquaredLength({centroids_.data() + cluster * dimension_, dimension_}) / 2);
    }
    for (std::size_t member = 0; member < members_.size(); ++member) {
      const float* const sample = Sample(member);
      float least = std::numeric_limits<float>::infinity();
      for (std::size_t cluster = 0; cluster < halves_.size(); ++cluster) {
        const float half =
            halves_[cluster] - dot(centroids_.data() + cluster * dimension_, sample, dimension_);
        if (half >= least) continue;
        least = half;
        nearest_[member] = static_cast<std::uint32_t>(cluster);
      }
      const auto length = static_cast<float>(SquaredLength({sample, dimension_}));
      distances_[member] = std::max(0.0F, 2 * least + length);
    }
  }

  void Move() {
    std::vector<double> sums(centroids_.size());
    std::vector<std::size_t> counts(halves_.size());
    for (std::size_t member = 0; member < members_.size(); ++member) {
      const float* const sample = Sample(member);
      double* const sum = sums.data() + nearest_[member] * dimension_;
      for (std::size_t i = 0; i < dimension_; ++i) sum[i] += sample[i];
      ++counts[nearest_[member]];
    }
    for (std::size_t cluster = 0; cluster < counts.size(); ++cluster) {
      float* const centroid = centroids_.data() + cluster * dimension_;
      if (counts[cluster] == 0) {  // begins again somewhere
        std::copy_n(Sample(random_() % members_.size()), dimension_, centroid);
        continue;
      }
      const double share = 1 / static_cast<double>(counts[cluster]);
      for (std::size_t i = 0; i < dimension_; ++i) {
        centroid[i] = static_cast<float>(sums[cluster * dimension_ + i] * share);
      }
    }
  }

  const std::vector<float>& samples_;
  std::vector<std::uint32_t> members_;
  const std::size_t dimension_;
  std::mt19937& random_;
  std::vector<float> centroids_;
  std::vector<float> halves_;  // half the squared length of each
  std::vector<std::uint32_t> nearest_;
  std::vector<float> distances_;
};

// Adds the lists of one upper cell.
void AddCell(const KMeans& cell, Centroids& centroids) {
  std::vector<double> sums(cell.clusters());
  std::vector<std::size_t> counts(cell.clusters());
  for (std::size_t member = 0; member < cell.members().size(); ++member) {
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

Centroids TrainCentroids(const std::vector<float>& samples, std::uint32_t dimension,
                         std::size_t lists) {
  const std::size_t count = samples.size() / dimension;
  const auto cells =
      static_cast<std::size_t>(std::max(1.0, std::round(std::sqrt(static_cast<double>(lists)))));
  std::mt19937 random(kSeed);
  std::vector<std::uint32_t> all(count);
  std::iota(all.begin(), all.end(), 0U);
  std::vector<std::uint32_t> some;
  const std::size_t step = std::max<std::size_t>(1, count / (kUpperSamples * cells));
  for (std::size_t i = 0; i < count; i += step) some.push_back(static_cast<std::uint32_t>(i));
  KMeans upper(samples, std::move(some), dimension, random);
  upper.Run(cells, kRounds);
  upper.Replace(all);

  Centroids centroids;
  centroids.dimension = dimension;
  centroids.upper = upper.centroids();
  std::vector<std::vector<std::uint32_t>> members(upper.clusters());
  for (std::size_t i = 0; i < count; ++i) {
    members[upper.nearest()[i]].push_back(static_cast<std::uint32_t>(i));
  }
  std::vector<float> distances;
  for (std::vector<std::uint32_t>& cell_members : members) {
    centroids.first_list.push_back(static_cast<std::uint32_t>(centroids.spread.size()));
    if (cell_members.empty()) continue;
    const double share = static_cast<double>(cell_members.size()) / static_cast<double>(count);
    const auto own =
        static_cast<std::size_t>(std::max(1.0, std::round(share * static_cast<double>(lists))));
    KMeans cell(samples, std::move(cell_members), dimension, random);
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
