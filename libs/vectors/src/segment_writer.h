#pragma once

#include <memory>
#include <string>
#include <vector>

#include "folder.h"
#include "record.h"
#include "row_table.h"
#include "segment_format.h"
#include "wenyuan/crypto/sealed_file.h"

namespace wenyuan::vectors {

// Writes one segment (docs/formats/vectors.md) as its rows come; memory holds names and sketches
// only. Nothing counts before Finish(). One thread.
class SegmentWriter {
 public:
  // `codec` must outlive it.
  static Result<SegmentWriter> Create(const Folder& folder, std::uint64_t number,
                                      const RecordCodec& codec);
  // In order of list.
  Result<void> Append(const RowName& name, std::uint32_t list, const char* record);
  // Durable but for the name in the folder when it returns.
  Result<void> Finish(const SegmentShape& shape);

 private:
  SegmentWriter(std::unique_ptr<crypto::SealedWriter> file, const RecordCodec& codec)
      : file_(std::move(file)), codec_(&codec) {}
  Result<void> AppendRow(const char* row);
  [[nodiscard]] std::string Lists() const;

  std::unique_ptr<crypto::SealedWriter> file_;
  const RecordCodec* codec_;
  std::string block_;
  std::size_t rows_in_block_ = 0;
  std::uint64_t size_ = 0;
  std::vector<RowName> names_;
  std::vector<std::pair<std::uint32_t, std::uint32_t>> lists_;  // which, how many rows
  std::string sketches_;
};

}  // namespace wenyuan::vectors
