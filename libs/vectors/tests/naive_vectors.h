#pragma once

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <map>
#include <random>
#include <utility>
#include <vector>

#include "wenyuan/vectors/vector_index.h"

namespace wenyuan::vectors::testing {

// Vectors in clusters, as passages about a topic are.
class RandomVectors {
 public:
  RandomVectors(unsigned seed, std::uint32_t dimension, std::size_t clusters = 40)
      : random_(seed), dimension_(dimension) {
    for (std::size_t i = 0; i < clusters; ++i) centres_.push_back(Noise(1));
  }
  std::uint32_t Below(std::uint32_t bound) { return static_cast<std::uint32_t>(random_() % bound); }
  std::vector<float> Noise(float size) {
    std::normal_distribution<float> normal(0, size);
    std::vector<float> vector(dimension_);
    for (float& number : vector) number = normal(random_);
    return vector;
  }
  std::vector<float> Rows(std::size_t count) {
    std::vector<float> rows;
    for (std::size_t i = 0; i < count; ++i) {
      const std::vector<float>& centre = centres_[random_() % centres_.size()];
      const std::vector<float> noise = Noise(0.7F);
      for (std::size_t at = 0; at < dimension_; ++at) rows.push_back(centre[at] + noise[at]);
    }
    return rows;
  }

 private:
  std::mt19937 random_;
  std::uint32_t dimension_;
  std::vector<std::vector<float>> centres_;
};

// The stupid twin: all vectors in a map, compared in double precision.
class NaiveVectors {
 public:
  explicit NaiveVectors(Metric metric) : metric_(metric) {}

  void Add(const EmbeddedRevision& revision) {
    const std::size_t dimension = revision.vectors.size() / revision.chunks.size();
    for (std::size_t i = 0; i < revision.chunks.size(); ++i) {
      const auto begin = revision.vectors.begin() + static_cast<std::ptrdiff_t>(i * dimension);
      vectors_[{revision.document, revision.chunks[i]}] = {
          {begin, begin + static_cast<std::ptrdiff_t>(dimension)}, revision.restricted};
      const std::vector<float>& vector = vectors_[{revision.document, revision.chunks[i]}].vector;
      longest_ = std::max(longest_, std::sqrt(Dot(vector, vector)));
    }
  }
  void Remove(std::uint32_t document) {
    std::erase_if(vectors_, [&](const auto& entry) { return entry.first.first == document; });
  }

  [[nodiscard]] double Similarity(const std::vector<float>& query, std::uint32_t document,
                                  std::uint32_t chunk) const {
    return Compare(query, vectors_.at({document, chunk}).vector);
  }
  // What rows of 8 bits may change, see vector_index.h.
  [[nodiscard]] double Tolerance(const std::vector<float>& query, double similarity) const {
    const double lengths = std::sqrt(Dot(query, query)) * longest_;
    if (metric_ == Metric::kCosine) return 0.01;
    if (metric_ == Metric::kInnerProduct) return 0.01 * lengths;
    return 0.02 * (std::sqrt(-similarity) * longest_ + longest_ * longest_ * 0.01);
  }

  // Which part of the k best is found; one that is as near as the last of them, but for the
  // tolerance, counts as found.
  [[nodiscard]] double Recall(const std::vector<float>& query, const index::Visible& visible,
                              const std::vector<Near>& found, double tolerance = 0) const {
    std::vector<double> all;
    for (const auto& [place, held] : vectors_) {
      if (Sees(visible, place.first, held.restricted)) all.push_back(Compare(query, held.vector));
    }
    std::sort(all.rbegin(), all.rend());
    const std::size_t k = std::min(all.size(), found.size());
    if (k == 0) return all.empty() ? 1 : 0;
    const double last = all[k - 1] - tolerance - 1e-9;
    const auto good = std::count_if(found.begin(), found.end(), [&](const Near& near) {
      return Similarity(query, near.document, near.chunk) >= last;
    });
    return static_cast<double>(good) / static_cast<double>(k);
  }

 private:
  struct Held {
    std::vector<float> vector;
    bool restricted = false;
  };
  static bool Sees(const index::Visible& visible, std::uint32_t document, bool restricted) {
    const auto in = [&](const index::DocumentSet* set) { return set->contains(document); };
    if (restricted && (visible.restricted == nullptr || !in(visible.restricted))) return false;
    if (visible.only != nullptr && !in(visible.only)) return false;
    return visible.without == nullptr || !in(visible.without);
  }
  static double Dot(const std::vector<float>& left, const std::vector<float>& right) {
    double sum = 0;
    for (std::size_t i = 0; i < left.size(); ++i) sum += static_cast<double>(left[i]) * right[i];
    return sum;
  }
  [[nodiscard]] double Compare(const std::vector<float>& query,
                               const std::vector<float>& vector) const {
    const double dot = Dot(query, vector);
    if (metric_ == Metric::kInnerProduct) return dot;
    const double left = Dot(query, query);
    const double right = Dot(vector, vector);
    return metric_ == Metric::kL2 ? 2 * dot - left - right : dot / std::sqrt(left * right);
  }

  Metric metric_;
  double longest_ = 0;
  std::map<std::pair<std::uint32_t, std::uint32_t>, Held> vectors_;
};

}  // namespace wenyuan::vectors::testing
