#include "codebook.h"

#include <algorithm>
#include <cmath>
#include <cstring>
#include <utility>

#include "damage.h"
#include "sections.h"
#include "vector_math.h"
#include "wenyuan/base/bytes.h"

namespace wenyuan::vectors {
namespace {

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

// A file of so many lists, as a list of them by cell (docs/formats/vectors.md, section `lists`).
std::string ListsByCell(const std::vector<std::uint32_t>& first_list) {
  std::string bytes;
  PutVarint(bytes, first_list.size() - 1);
  for (std::size_t cell = 0; cell + 1 < first_list.size(); ++cell) {
    PutVarint(bytes, 0);
    PutVarint(bytes, first_list[cell + 1] - first_list[cell]);
  }
  return bytes;
}

RowCodec CodecOf(const Space& space) {
  return RowCodec({space.id, space.dimension, Metric::kInnerProduct});
}

}  // namespace

// What a file holds.
struct Codebook::Parts {
  Space space;
  std::vector<float> upper;
  std::vector<std::uint32_t> first_list;
  std::vector<float> spread;
  std::string rows;
  float radius = 0;
  std::uint64_t trained_rows = 0;
  std::uint64_t bytes = 0;

  [[nodiscard]] bool MakesSense() const {
    const std::size_t lists = spread.size();
    return lists > 0 && rows.size() == lists * CodecOf(space).row_bytes() && !first_list.empty() &&
           upper.size() == (first_list.size() - 1) * space.dimension && first_list.front() == 0 &&
           first_list.back() == lists && std::is_sorted(first_list.begin(), first_list.end());
  }
};

Codebook::Codebook(const Folder& folder, std::uint64_t number, Parts parts)
    : files_(folder.files),
      folder_(folder.path),
      name_(folder.Name(number)),
      metric_(parts.space.metric),
      codec_(CodecOf(parts.space)),
      upper_(std::move(parts.upper)),
      first_list_(std::move(parts.first_list)),
      spread_(std::move(parts.spread)),
      rows_(std::move(parts.rows) + std::string(kLanes, '\0')),
      radius_(parts.radius),
      trained_rows_(parts.trained_rows),
      bytes_(parts.bytes) {}

Codebook::~Codebook() {
  if (obsolete_) (void)files_.Remove(folder_ / name_.CodebookFile());
}

std::size_t Codebook::resident_bytes() const {
  return (upper_.size() + first_list_.size() + 2 * spread_.size()) * sizeof(float) + rows_.size() +
         sketches_.resident_bytes();
}

Result<void> Codebook::Write(const Folder& folder, std::uint64_t number, const Space& space,
                             const Centroids& centroids) {
  const FileNumber name = folder.Name(number);
  WY_TRY(const auto file,
         crypto::CreateSealedFile(folder.files, folder.keys, folder.path / name.CodebookFile(),
                                  name.CodebookContext()));
  const RowCodec codec = CodecOf(space);
  std::string rows(centroids.spread.size() * codec.row_bytes(), '\0');
  for (std::size_t list = 0; list < centroids.spread.size(); ++list) {
    codec.Encode(centroids.lists.data() + list * space.dimension, nullptr,
                 rows.data() + list * codec.row_bytes());
  }
  std::string shape;
  PutVarint(shape, space.dimension);
  PutVarint(shape, static_cast<std::uint64_t>(space.metric));
  PutVarint(shape, centroids.trained_rows);
  shape.append(reinterpret_cast<const char*>(&centroids.radius), sizeof centroids.radius);
  const std::pair<std::string_view, std::string_view> sections[] = {
      {kUpperSection, AsBytes(centroids.upper)},
      {kFirstSection, AsBytes(centroids.first_list)},
      {kCentroidsSection, rows},
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
  Parts parts;
  parts.space = space;
  WY_TRY(parts.upper, ReadNumbers<float>(file, kUpperSection));
  WY_TRY(parts.first_list, ReadNumbers<std::uint32_t>(file, kFirstSection));
  WY_TRY(parts.rows, file.Read(kCentroidsSection));
  WY_TRY(parts.spread, ReadNumbers<float>(file, kSpreadSection));
  WY_TRY(const std::string shape, file.Read(kShapeSection));
  ByteReader bytes(shape);
  const std::uint32_t dimension = bytes.Small();
  const std::uint64_t metric = bytes.Varint();
  parts.trained_rows = bytes.Varint();
  const std::string_view radius = bytes.Bytes(sizeof parts.radius);
  if (!bytes.ok() || dimension != space.dimension ||
      metric != static_cast<std::uint64_t>(space.metric) || !parts.MakesSense()) {
    return Damage("the centroids");
  }
  std::memcpy(&parts.radius, radius.data(), sizeof parts.radius);
  parts.bytes = file.reader->Size();
  std::shared_ptr<Codebook> codebook(new Codebook(folder, number, std::move(parts)));
  WY_CHECK(codebook->Sketch());
  return codebook;
}

Result<void> Codebook::Sketch() {
  const std::size_t dimension = codec_.dimension();
  const std::size_t size = SketchBytes(SketchWords(dimension));
  std::string bytes(lists() * size, '\0');
  std::vector<float> centroid(dimension);
  squared_lengths_.reserve(lists());
  for (std::uint32_t cell = 0; cell < cells(); ++cell) {
    for (std::uint32_t list = first_list(cell); list < first_list(cell + 1); ++list) {
      Centroid(list, centroid.data());
      squared_lengths_.push_back(static_cast<float>(SquaredLength(centroid)));
      const float reach = metric_ == Metric::kL2 ? 0.0F : kPromisedReach * std::sqrt(spread_[list]);
      EncodeSketch(metric_, Rest(centroid, upper_.data() + cell * dimension), reach,
                   bytes.data() + list * size);
    }
  }
  WY_TRY(sketches_,
         Sketches::Read(ListsByCell(first_list_), bytes, lists(), cells(), SketchWords(dimension)));
  return {};
}

}  // namespace wenyuan::vectors
