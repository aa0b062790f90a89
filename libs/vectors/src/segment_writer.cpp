#include "segment_writer.h"

#include <utility>

#include "sections.h"
#include "wenyuan/base/bytes.h"

namespace wenyuan::vectors {

Result<SegmentWriter> SegmentWriter::Create(const Folder& folder, std::uint64_t number,
                                            const RecordCodec& codec) {
  const FileNumber name = folder.Name(number);
  WY_TRY(auto file,
         crypto::CreateSealedFile(folder.files, folder.keys, folder.path / name.SegmentFile(),
                                  name.SegmentContext()));
  return SegmentWriter(std::move(file), codec);
}

Result<void> SegmentWriter::Append(const RowName& name, std::uint32_t list, const char* record) {
  names_.push_back(name);
  if (codec_->sketch_bytes() > 0) {
    if (lists_.empty() || lists_.back().first != list) lists_.emplace_back(list, 0);
    ++lists_.back().second;
    sketches_.append(record + codec_->row_bytes(), codec_->sketch_bytes());
  }
  return AppendRow(record);
}

Result<void> SegmentWriter::AppendRow(const char* row) {
  if (rows_in_block_ == codec_->rows().rows_per_block()) {
    block_.resize(RowCodec::kBlockBytes, '\0');
    WY_CHECK(file_->Append(block_));
    size_ += block_.size();
    block_.clear();
    rows_in_block_ = 0;
  }
  block_.append(row, codec_->row_bytes());
  ++rows_in_block_;
  return {};
}

std::string SegmentWriter::Lists() const {
  std::string bytes;
  PutVarint(bytes, lists_.size());
  std::uint32_t next = 0;
  for (const auto& [list, rows] : lists_) {
    PutVarint(bytes, list - next);
    PutVarint(bytes, rows);
    next = list + 1;
  }
  return bytes;
}

Result<void> SegmentWriter::Finish(const SegmentShape& shape) {
  WY_CHECK(file_->Append(block_));
  size_ += block_.size();
  std::string shape_bytes;
  PutVarint(shape_bytes, shape.dimension);
  PutVarint(shape_bytes, static_cast<std::uint64_t>(shape.metric));
  PutVarint(shape_bytes, shape.codebook);
  PutVarint(shape_bytes, shape.fresh);
  PutVarint(shape_bytes, shape.beyond);
  const std::string passages = RowTable::Build(names_).Write();
  const std::string lists = Lists();
  const std::pair<std::string_view, SectionedFile::Section> rows[] = {{kRowsSection, {0, size_}}};
  const std::pair<std::string_view, std::string_view> sections[] = {{kPassagesSection, passages},
                                                                    {kListsSection, lists},
                                                                    {kSketchesSection, sketches_},
                                                                    {kShapeSection, shape_bytes}};
  return FinishSections(*file_, size_, rows, sections);
}

}  // namespace wenyuan::vectors
