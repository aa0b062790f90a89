#include "codebook.h"

#include <algorithm>
#include <cmath>
#include <cstring>
#include <limits>
#include <numeric>
#include <utility>

#include "damage.h"
#include "sections.h"
#include "vector_math.h"
#include "wenyuan/base/bytes.h"

namespace wenyuan::vectors {
namespace {

constexpr std::size_t kCellsTried = 6;  // upper cells whose lists a vector is compared with
constexpr std::string_view kUpperSection = "upper";
constexpr std::string_view kFirstSection = "first";
constexpr std::string_view kCentroidsSection = "centroids";
constexpr std::string_view kSpreadSection = "spread";

template <typename Number>
std::string_view AsBytes(const std::vector<Number>& numbers) {
  return {reinterpret_cast<const char*>(numbers.data()), numbers.size() * sizeof(Number)};
}

template <typename Number>
Result<std::vector<Number>> ReadNumbers(const SectionedFile& file, std::string_view section) {
  WY_TRY(const std::string bytes, file.Read(section));
  if (bytes.size() % sizeof(Number) != 0) return Damage("the centroids");
  std::vector<Number> numbers(bytes.size() / sizeof(Number));
  std::memcpy(numbers.data(), bytes.data(), bytes.size());
  return numbers;
}

std::vector<float> HalfLengths(const std::vector<float>& vectors, std::size_t dimension) {
  std::vector<float> halves;
  for (std::size_t at = 0; at < vectors.size(); at += dimension) {
    halves.push_back(static_cast<float>(SquaredLength({vectors.data() + at, dimension}) / 2));
  }
  return halves;
}

bool MakesSense(const Centroids& centroids) {
  const std::size_t lists = centroids.spread.size();
  const std::size_t dimension = centroids.dimension;
  return lists > 0 && centroids.lists.size() == lists * dimension &&
         centroids.upper.size() == (centroids.first_list.size() - 1) * dimension &&
         centroids.first_list.front() == 0 && centroids.first_list.back() == lists &&
         std::is_sorted(centroids.first_list.begin(), centroids.first_list.end());
}

}  // namespace

Codebook::Codebook(const Folder& folder, std::uint64_t number, const Space& space,
                   Centroids centroids, std::uint64_t bytes)
    : files_(folder.files),
      folder_(folder.path),
      name_(folder.Name(number)),
      metric_(space.metric),
      centroids_(std::move(centroids)),
      bytes_(bytes),
      codec_({space.id, space.dimension, Metric::kInnerProduct}),
      half_upper_(HalfLengths(centroids_.upper, space.dimension)),
      half_lists_(HalfLengths(centroids_.lists, space.dimension)) {
  rows_.resize(lists() * codec_.row_bytes() + kLanes);
  for (std::uint32_t list = 0; list < lists(); ++list) {
    codec_.Encode(centroid(list), nullptr, rows_.data() + list * codec_.row_bytes());
  }
}

Codebook::~Codebook() {
  if (obsolete_) (void)files_.Remove(folder_ / name_.CodebookFile());
}

std::size_t Codebook::resident_bytes() const {
  return (centroids_.upper.size() + centroids_.lists.size() + 2 * centroids_.spread.size()) *
             sizeof(float) +
         rows_.size();
}

Result<void> Codebook::Write(const Folder& folder, std::uint64_t number, const Space& space,
                             const Centroids& centroids) {
  const FileNumber name = folder.Name(number);
  WY_TRY(const auto file,
         crypto::CreateSealedFile(folder.files, folder.keys, folder.path / name.CodebookFile(),
                                  name.CodebookContext()));
  std::string shape;
  PutVarint(shape, space.dimension);
  PutVarint(shape, static_cast<std::uint64_t>(space.metric));
  PutVarint(shape, centroids.trained_rows);
  shape.append(reinterpret_cast<const char*>(&centroids.radius), sizeof centroids.radius);
  const std::pair<std::string_view, std::string_view> sections[] = {
      {kUpperSection, AsBytes(centroids.upper)},
      {kFirstSection, AsBytes(centroids.first_list)},
      {kCentroidsSection, AsBytes(centroids.lists)},
      {kSpreadSection, AsBytes(centroids.spread)},
      {kShapeSection, shape}};
  return FinishSections(*file, 0, {}, sections);
}

Result<std::shared_ptr<const Codebook>> Codebook::Open(const Folder& folder, std::uint64_t number,
                                                       const Space& space) {
  const FileNumber name = folder.Name(number);
  WY_TRY(const SectionedFile file,
         SectionedFile::Open(folder.files, folder.keys, folder.path / name.CodebookFile(),
                             name.CodebookContext()));
  Centroids centroids;
  WY_TRY(centroids.upper, ReadNumbers<float>(file, kUpperSection));
  WY_TRY(centroids.first_list, ReadNumbers<std::uint32_t>(file, kFirstSection));
  WY_TRY(centroids.lists, ReadNumbers<float>(file, kCentroidsSection));
  WY_TRY(centroids.spread, ReadNumbers<float>(file, kSpreadSection));
  WY_TRY(const std::string shape, file.Read(kShapeSection));
  ByteReader bytes(shape);
  centroids.dimension = bytes.Small();
  const std::uint64_t metric = bytes.Varint();
  centroids.trained_rows = bytes.Varint();
  const std::string_view radius = bytes.Bytes(sizeof centroids.radius);
  if (!bytes.ok() || centroids.dimension != space.dimension ||
      metric != static_cast<std::uint64_t>(space.metric) || centroids.first_list.empty() ||
      !MakesSense(centroids)) {
    return Damage("the centroids");
  }
  std::memcpy(&centroids.radius, radius.data(), sizeof centroids.radius);
  return std::shared_ptr<const Codebook>(
      new Codebook(folder, number, space, std::move(centroids), file.reader->Size()));
}

Codebook::Nearest Codebook::Assign(const float* vector) const {
  const auto dot = BestKernels().dot;
  const std::size_t dimension = centroids_.dimension;
  const std::size_t cells = half_upper_.size();
  std::vector<std::pair<float, std::uint32_t>> order(cells);  // the nearest first
  for (std::size_t cell = 0; cell < cells; ++cell) {
    order[cell] = {
        half_upper_[cell] - dot(centroids_.upper.data() + cell * dimension, vector, dimension),
        static_cast<std::uint32_t>(cell)};
  }
  const std::size_t tried = std::min(kCellsTried, cells);
  std::partial_sort(order.begin(), order.begin() + static_cast<std::ptrdiff_t>(tried), order.end());
  float least = std::numeric_limits<float>::infinity();
  Nearest nearest;
  for (std::size_t i = 0; i < tried; ++i) {
    const std::uint32_t cell = order[i].second;
    for (std::uint32_t list = centroids_.first_list[cell]; list < centroids_.first_list[cell + 1];
         ++list) {
      const float half = half_lists_[list] - dot(centroid(list), vector, dimension);
      if (half < least) {
        least = half;
        nearest.list = list;
      }
    }
  }
  nearest.distance =
      std::max(0.0F, 2 * least + static_cast<float>(SquaredLength({vector, dimension})));
  return nearest;
}

std::vector<float> Codebook::Promise(const Query& query) const {
  constexpr float kSpreadWeight = 0.3F;
  std::vector<float> promise(lists());
  const float length = static_cast<float>(std::sqrt(query.squared_length));
  const char* row = rows_.data();
  for (std::uint32_t list = 0; list < lists(); ++list, row += codec_.row_bytes()) {
    const auto dot = static_cast<float>(RowCodec::Dot(query.row, row));
    switch (metric_) {
      case Metric::kCosine:  // the loose lists hold what vague questions look for
        promise[list] = dot + kSpreadWeight * (1 - 2 * half_lists_[list]);
        break;
      case Metric::kL2:
        promise[list] = dot - half_lists_[list];
        break;
      case Metric::kInnerProduct:
        promise[list] = dot + kSpreadWeight * length * std::sqrt(centroids_.spread[list]);
        break;
    }
  }
  return promise;
}

}  // namespace wenyuan::vectors
