#include "assigner.h"

#include <algorithm>
#include <limits>
#include <numeric>

#include "vector_math.h"

namespace wenyuan::vectors {
namespace {

constexpr std::size_t kBatchBytes = std::size_t{6} << 20U;
constexpr std::size_t kTile = 60;  // vectors compared with a whole cell at a time

}  // namespace

Assigner::Assigner(const Codebook& codebook)
    : codebook_(codebook),
      dimension_(codebook.dimension()),
      tried_(std::min<std::size_t>(kCellsTried, codebook.cells())),
      upper_(dimension_),
      lists_(dimension_),
      coded_(dimension_),
      centroid_(dimension_),
      decoded_(codebook.lists()) {
  upper_.Reset(codebook.cells());
  for (std::uint32_t cell = 0; cell < codebook.cells(); ++cell) {
    upper_.Set(cell, codebook.upper().data() + cell * dimension_);
  }
}

std::size_t Assigner::best_batch() const {
  return std::max<std::size_t>(1, kBatchBytes / (dimension_ * sizeof(float)));
}

const float* Assigner::Centroid(std::uint32_t list) {
  if (decoded_ != list) codebook_.Centroid(list, centroid_.data());
  decoded_ = list;
  return centroid_.data();
}

std::vector<Assigner::Cells> Assigner::NearestCells() {
  std::vector<Cells> cells(coded_.size());
  const std::size_t width = upper_.width();
  for (std::size_t begin = 0; begin < coded_.size(); begin += kTile) {
    tile_.clear();
    for (std::size_t i = begin; i < std::min(begin + kTile, coded_.size()); ++i) {
      tile_.push_back(coded_[i]);
    }
    distances_.resize(tile_.size() * width);
    BestKernels().distances(tile_, upper_.view(), distances_.data());
    for (std::size_t i = 0; i < tile_.size(); ++i) {
      const float* const distances = distances_.data() + i * width;
      std::array<float, kCellsTried> least{};  // ascending
      Cells& nearest = cells[begin + i];
      std::size_t count = 0;
      for (std::uint32_t cell = 0; cell < codebook_.cells(); ++cell) {
        if (count == tried_ && distances[cell] >= least[count - 1]) continue;
        std::size_t place = count < tried_ ? count++ : count - 1;
        for (; place > 0 && distances[cell] < least[place - 1]; --place) {
          least[place] = least[place - 1];
          nearest[place] = nearest[place - 1];
        }
        least[place] = distances[cell];
        nearest[place] = cell;
      }
    }
  }
  return cells;
}

void Assigner::GroupByCell(const std::vector<Cells>& cells) {
  begins_.assign(codebook_.cells() + 1, 0);
  for (const Cells& nearest : cells) {
    for (std::size_t i = 0; i < tried_; ++i) ++begins_[nearest[i] + 1];
  }
  std::partial_sum(begins_.begin(), begins_.end(), begins_.begin());
  std::vector<std::uint32_t> next = begins_;
  looking_.resize(cells.size() * tried_);
  for (std::uint32_t vector = 0; vector < cells.size(); ++vector) {
    for (std::size_t i = 0; i < tried_; ++i) looking_[next[cells[vector][i]]++] = vector;
  }
}

void Assigner::LookInto(std::uint32_t cell, std::vector<Nearest>& nearest) {
  const std::uint32_t first = codebook_.first_list(cell);
  const std::uint32_t lists = codebook_.first_list(cell + 1) - first;
  if (lists == 0 || begins_[cell] == begins_[cell + 1]) return;
  lists_.Reset(lists);
  for (std::uint32_t list = 0; list < lists; ++list) {
    lists_.SetRow(list, codebook_.Row(first + list), codebook_.squared_length(first + list));
  }
  const std::size_t width = lists_.width();
  for (std::size_t begin = begins_[cell]; begin < begins_[cell + 1]; begin += kTile) {
    const std::size_t end = std::min<std::size_t>(begin + kTile, begins_[cell + 1]);
    tile_.clear();
    for (std::size_t i = begin; i < end; ++i) tile_.push_back(coded_[looking_[i]]);
    distances_.resize(tile_.size() * width);
    BestKernels().distances(tile_, lists_.view(), distances_.data());
    for (std::size_t i = 0; i < tile_.size(); ++i) {
      const float* const distances = distances_.data() + i * width;
      const std::size_t least = BestKernels().least(distances, width);
      Nearest& best = nearest[looking_[begin + i]];
      if (distances[least] >= best.distance) continue;
      best = {first + static_cast<std::uint32_t>(least), distances[least]};
    }
  }
}

std::vector<Assigner::Nearest> Assigner::Assign(std::span<const float> vectors) {
  const std::size_t count = vectors.size() / dimension_;
  coded_.Clear();
  for (std::size_t i = 0; i < count; ++i) coded_.Add(vectors.data() + i * dimension_);
  std::vector<Nearest> nearest(count, {0, std::numeric_limits<float>::infinity()});
  GroupByCell(NearestCells());
  for (std::uint32_t cell = 0; cell < codebook_.cells(); ++cell) LookInto(cell, nearest);
  for (std::size_t i = 0; i < count; ++i) {
    const float* const vector = vectors.data() + i * dimension_;
    const float squared = BestKernels().dot(vector, vector, dimension_);
    nearest[i].distance = std::max(0.0F, 2 * nearest[i].distance + squared);
  }
  return nearest;
}

}  // namespace wenyuan::vectors
