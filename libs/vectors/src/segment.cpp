#include "segment.h"

#include <algorithm>
#include <utility>

#include "damage.h"
#include "sections.h"
#include "wenyuan/base/bytes.h"

namespace wenyuan::vectors {
namespace {

Result<SectionedFile> OpenFile(const Folder& folder, const FileNumber& name) {
  return SectionedFile::Open(folder.files, folder.keys, folder.path / name.SegmentFile(),
                             name.SegmentContext());
}

Result<SegmentShape> ReadShape(const SectionedFile& file, const Space& space) {
  WY_TRY(const std::string encoded, file.Read(kShapeSection));
  ByteReader bytes(encoded);
  SegmentShape shape;
  shape.dimension = bytes.Small();
  shape.metric = static_cast<Metric>(bytes.Varint());
  shape.codebook = bytes.Varint();
  shape.fresh = bytes.Small();
  shape.beyond = bytes.Small();
  if (!bytes.ok() || shape.dimension != space.dimension || shape.metric != space.metric) {
    return Damage("the shape of a segment");
  }
  return shape;
}

Result<std::uint64_t> RowBytes(const SectionedFile& file, std::uint32_t rows,
                               const RowCodec& codec) {
  const std::size_t per_block = codec.rows_per_block();
  const std::size_t full_blocks = rows == 0 ? 0 : (rows - 1) / per_block;
  const std::uint64_t wanted =
      full_blocks * RowCodec::kBlockBytes + (rows - full_blocks * per_block) * codec.row_bytes();
  const auto found = file.sections.find(kRowsSection);
  if (found == file.sections.end() || found->second.offset != 0 || found->second.size != wanted ||
      wanted > file.reader->Size()) {
    return Damage("the rows");
  }
  return wanted;
}

std::vector<std::uint8_t> GroupsByList(const RowTable& table, const Sketches& sketches) {
  std::vector<std::uint8_t> groups;
  for (const Sketches::List& list : sketches.lists()) {
    unsigned found = 0;
    for (std::uint32_t row = list.begin; row < list.begin + list.count; ++row) {
      found |= 1U << table.group(row);
    }
    groups.push_back(static_cast<std::uint8_t>(found));
  }
  return groups;
}

}  // namespace

Segment::Segment(const Folder& folder, FileNumber name, const RowCodec& codec,
                 crypto::CachedFile file, const SegmentShape& shape, RowTable table,
                 std::shared_ptr<const Codebook> codebook, Sketches sketches,
                 std::uint64_t row_bytes)
    : files_(folder.files),
      path_(folder.path / name.SegmentFile()),
      name_(std::move(name)),
      codec_(codec),
      file_(std::move(file)),
      shape_(shape),
      table_(std::move(table)),
      codebook_(std::move(codebook)),
      sketches_(std::move(sketches)),
      groups_in_(GroupsByList(table_, sketches_)),
      row_bytes_(row_bytes) {}

Segment::~Segment() {
  // What cannot be removed now is removed when the index is opened next.
  if (obsolete_) (void)files_.Remove(path_);
}

Result<std::shared_ptr<const Segment>> Segment::Open(const Folder& folder, std::uint64_t number,
                                                     const Space& space,
                                                     const Codebooks& codebooks) {
  FileNumber name = folder.Name(number);
  WY_TRY(SectionedFile file, OpenFile(folder, name));
  WY_TRY(const SegmentShape shape, ReadShape(file, space));
  WY_TRY(const std::string passages, file.Read(kPassagesSection));
  WY_TRY(RowTable table, RowTable::Read(passages));
  const RowCodec codec(space);
  WY_TRY(const std::uint64_t row_bytes, RowBytes(file, table.rows(), codec));
  std::shared_ptr<const Codebook> codebook;
  Sketches sketches;
  if (shape.codebook != 0) {
    const auto found = std::find_if(codebooks.begin(), codebooks.end(), [&](const auto& candidate) {
      return candidate != nullptr && candidate->number() == shape.codebook;
    });
    if (found == codebooks.end()) return Damage("a segment whose centroids are gone");
    codebook = *found;
    WY_TRY(const std::string lists, file.Read(kListsSection));
    WY_TRY(const std::string bytes, file.Read(kSketchesSection));
    WY_TRY(sketches, Sketches::Read(lists, bytes, table.rows(), codebook->lists(),
                                    SketchWords(codec.dimension())));
  }
  return std::shared_ptr<const Segment>(new Segment(
      folder, std::move(name), codec, crypto::CachedFile(std::move(file.reader), folder.cache),
      shape, std::move(table), std::move(codebook), std::move(sketches), row_bytes));
}

Result<crypto::FileBytes> Segment::RowBlock(std::uint32_t block) const {
  const std::uint64_t begin = block * std::uint64_t{RowCodec::kBlockBytes};
  return file_.Read(begin, static_cast<std::size_t>(
                               std::min<std::uint64_t>(RowCodec::kBlockBytes, row_bytes_ - begin)));
}

Result<void> Segment::Verify() const {
  constexpr std::uint64_t kPiece = 1U << 20U;
  for (std::uint64_t offset = 0; offset < file_.Size(); offset += kPiece) {
    const auto size = static_cast<std::size_t>(std::min(kPiece, file_.Size() - offset));
    WY_CHECK(file_.Read(offset, size));
  }
  return {};
}

Result<const char*> RowReader::Row(std::uint32_t row) {
  const auto per_block = static_cast<std::uint32_t>(segment_->codec().rows_per_block());
  const std::uint32_t block = row / per_block;
  if (bytes_.owner == nullptr || block != block_) {
    WY_TRY(bytes_, segment_->RowBlock(block));
    block_ = block;
  }
  return bytes_.view.data() + row % per_block * segment_->codec().row_bytes();
}

Result<void> RowReader::Decode(std::uint32_t row, float* vector) {
  WY_TRY(const char* const bytes, Row(row));
  const Codebook* const codebook = segment_->codebook().get();
  if (codebook != nullptr && (row < base_begin_ || row >= base_end_)) {
    const std::uint32_t number = segment_->sketches().ListOf(row);
    const Sketches::List& list = segment_->sketches().lists()[number];
    base_begin_ = list.begin;
    base_end_ = list.begin + list.count;
    base_.resize(codebook->dimension());
    codebook->Centroid(number, base_.data());
  }
  segment_->codec().Decode(bytes, codebook == nullptr ? nullptr : base_.data(), vector);
  return {};
}

}  // namespace wenyuan::vectors
