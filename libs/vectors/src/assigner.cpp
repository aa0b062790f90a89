#include "assigner.h"

#include <algorithm>
#include <limits>
#include <tuple>
#include <utility>

#include "kernels.h"
#include "vector_math.h"

namespace wenyuan::vectors {
namespace {

constexpr std::size_t kCellsTried = 6;  // upper cells whose lists a vector is compared with
constexpr std::size_t kBatchBytes = std::size_t{6} << 20U;
constexpr std::size_t kTile = 64;  // vectors compared with a whole cell at a time

std::vector<float> HalfLengths(const std::vector<float>& vectors, std::size_t dimension) {
  std::vector<float> halves;
  for (std::size_t at = 0; at < vectors.size(); at += dimension) {
    halves.push_back(static_cast<float>(SquaredLength({vectors.data() + at, dimension}) / 2));
  }
  return halves;
}

}  // namespace

Assigner::Assigner(const Codebook& codebook)
    : codebook_(codebook),
      dimension_(codebook.dimension()),
      lists_(codebook.lists() * dimension_),
      half_upper_(HalfLengths(codebook.upper(), dimension_)) {
  for (std::uint32_t list = 0; list < codebook.lists(); ++list) {
    codebook.Centroid(list, lists_.data() + list * dimension_);
  }
  half_lists_ = HalfLengths(lists_, dimension_);
}

std::size_t Assigner::best_batch() const {
  return std::max<std::size_t>(1, kBatchBytes / (dimension_ * sizeof(float)));
}

std::vector<Assigner::Look> Assigner::Looks(std::span<const float> vectors, std::size_t count) {
  const std::size_t cells = half_upper_.size();
  const std::size_t tried = std::min(kCellsTried, cells);
  std::vector<Look> looks;
  looks.reserve(count * tried);
  std::vector<std::pair<float, std::uint32_t>> order(cells);  // the nearest first
  for (std::size_t begin = 0; begin < count; begin += kTile) {
    const std::size_t tile = std::min(kTile, count - begin);
    dots_.resize(tile * cells);
    BestKernels().dots(vectors.data() + begin * dimension_, tile, codebook_.upper().data(), cells,
                       dimension_, dots_.data());
    for (std::size_t i = 0; i < tile; ++i) {
      for (std::size_t cell = 0; cell < cells; ++cell) {
        order[cell] = {half_upper_[cell] - dots_[i * cells + cell],
                       static_cast<std::uint32_t>(cell)};
      }
      std::nth_element(order.begin(), order.begin() + static_cast<std::ptrdiff_t>(tried - 1),
                       order.end());
      for (std::size_t place = 0; place < tried; ++place) {
        looks.push_back({order[place].second, static_cast<std::uint32_t>(begin + i)});
      }
    }
  }
  std::sort(looks.begin(), looks.end(), [](const Look& left, const Look& right) {
    return std::tie(left.cell, left.vector) < std::tie(right.cell, right.vector);
  });
  return looks;
}

// All of one cell, at most a tile.
void Assigner::LookInto(std::span<const float> vectors, std::span<const Look> looks,
                        std::vector<Nearest>& nearest) {
  const std::uint32_t first = codebook_.first_list(looks.front().cell);
  const std::size_t lists = codebook_.first_list(looks.front().cell + 1) - first;
  gathered_.resize(looks.size() * dimension_);
  for (std::size_t i = 0; i < looks.size(); ++i) {
    std::copy_n(vectors.data() + looks[i].vector * dimension_, dimension_,
                gathered_.data() + i * dimension_);
  }
  dots_.resize(looks.size() * lists);
  BestKernels().dots(gathered_.data(), looks.size(), centroid(first), lists, dimension_,
                     dots_.data());
  for (std::size_t i = 0; i < looks.size(); ++i) {
    Nearest& best = nearest[looks[i].vector];
    for (std::size_t list = 0; list < lists; ++list) {
      const float half = half_lists_[first + list] - dots_[i * lists + list];
      if (half < best.distance) best = {first + static_cast<std::uint32_t>(list), half};
    }
  }
}

std::vector<Assigner::Nearest> Assigner::Assign(std::span<const float> vectors) {
  const std::size_t count = vectors.size() / dimension_;
  std::vector<Nearest> nearest(count, {0, std::numeric_limits<float>::infinity()});
  const std::vector<Look> looks = Looks(vectors, count);
  for (std::size_t begin = 0, end = 0; begin < looks.size(); begin = end) {
    while (end < looks.size() && looks[end].cell == looks[begin].cell && end - begin < kTile) ++end;
    LookInto(vectors, {looks.data() + begin, end - begin}, nearest);
  }
  for (std::size_t i = 0; i < count; ++i) {
    const double squared = SquaredLength(vectors.subspan(i * dimension_, dimension_));
    nearest[i].distance = std::max(0.0F, 2 * nearest[i].distance + static_cast<float>(squared));
  }
  return nearest;
}

}  // namespace wenyuan::vectors
