#include "trainer.h"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <random>

#include "coded_vectors.h"
#include "kernels.h"

namespace wenyuan::vectors {
namespace {

constexpr std::size_t kRounds = 8;
constexpr std::size_t kUpperSamples = 256;  // for each upper centroid
constexpr unsigned kSeed = 20'240'521;      // a constant: nothing hidden can be felt in it

// Lloyd's algorithm over some of the samples, distances in 8 bits a number.
class KMeans {
 public:
  KMeans(const SampleSet& samples, const std::vector<std::uint32_t>& members, std::mt19937& random)
      : samples_(samples),
        dimension_(samples.dimension()),
        random_(random),
        coded_(dimension_),
        coded_centroids_(dimension_) {
    Load(members);
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
  [[nodiscard]] std::size_t clusters() const { return centroids_.size() / dimension_; }
  [[nodiscard]] std::size_t size() const { return members_.size(); }
  [[nodiscard]] const std::vector<std::uint32_t>& nearest() const { return nearest_; }
  [[nodiscard]] const std::vector<float>& distances() const { return distances_; }  // squared
  // Puts others to the same centroids.
  void Replace(const std::vector<std::uint32_t>& members) {
    Load(members);
    AssignAll();
  }

 private:
  void Load(const std::vector<std::uint32_t>& members) {
    members_ = members;
    coded_.Clear();
    squared_.clear();
    std::vector<float> sample(dimension_);
    for (const std::uint32_t member : members_) {
      coded_.AddRow(samples_.Row(member));
      samples_.Decode(member, sample.data());
      squared_.push_back(BestKernels().dot(sample.data(), sample.data(), dimension_));
    }
    nearest_.resize(members.size());
    distances_.resize(members.size());
  }

  [[nodiscard]] float* Centroid(std::size_t cluster) {
    return centroids_.data() + cluster * dimension_;
  }

  void Seed(std::size_t clusters) {
    std::vector<std::uint32_t> order = members_;
    centroids_.resize(clusters * dimension_);
    for (std::size_t i = 0; i < clusters; ++i) {  // distinct ones, by the same generator everywhere
      std::swap(order[i], order[i + random_() % (order.size() - i)]);
      samples_.Decode(order[i], Centroid(i));
    }
  }

  void AssignAll() {
    constexpr std::size_t kTile = 60;
    coded_centroids_.Reset(clusters());
    for (std::size_t i = 0; i < clusters(); ++i) coded_centroids_.Set(i, Centroid(i));
    const std::size_t width = coded_centroids_.width();
    std::vector<CodedVector> tile;
    std::vector<float> halves(kTile * width);
    for (std::size_t begin = 0; begin < size(); begin += kTile) {
      tile.clear();
      for (std::size_t i = begin; i < std::min(begin + kTile, size()); ++i) {
        tile.push_back(coded_[i]);
      }
      BestKernels().distances(tile, coded_centroids_.view(), halves.data());
      for (std::size_t i = 0; i < tile.size(); ++i) {
        const float* const row = halves.data() + i * width;
        const std::size_t least = BestKernels().least(row, width);
        nearest_[begin + i] = static_cast<std::uint32_t>(least);
        distances_[begin + i] = std::max(0.0F, 2 * row[least] + squared_[begin + i]);
      }
    }
  }

  void Move() {
    std::vector<std::size_t> counts(clusters());
    std::fill(centroids_.begin(), centroids_.end(), 0.0F);
    for (std::size_t i = 0; i < size(); ++i) {
      samples_.AddTo(members_[i], Centroid(nearest_[i]));
      ++counts[nearest_[i]];
    }
    for (std::size_t cluster = 0; cluster < counts.size(); ++cluster) {
      if (counts[cluster] == 0) {  // begins again somewhere
        samples_.Decode(members_[random_() % size()], Centroid(cluster));
        continue;
      }
      const float share = 1 / static_cast<float>(counts[cluster]);
      for (std::size_t i = 0; i < dimension_; ++i) Centroid(cluster)[i] *= share;
    }
  }

  const SampleSet& samples_;
  const std::size_t dimension_;
  std::mt19937& random_;
  std::vector<std::uint32_t> members_;
  CodedVectors coded_;          // beside the members, as are the next three
  std::vector<float> squared_;  // lengths
  std::vector<std::uint32_t> nearest_;
  std::vector<float> distances_;
  std::vector<float> centroids_;  // row-major
  CodedCentroids coded_centroids_;
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
    upper.Replace(some);
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
