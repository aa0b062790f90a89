#pragma once

#include <optional>
#include <string>

#include "damage.h"
#include "segment.h"

namespace wenyuan::index {

// Goes through the terms of one segment in order. One thread; the segment must outlive it.
class TermCursor {
 public:
  explicit TermCursor(const Segment& segment) : segment_(segment) {}

  // Moves to the next term; false at the end.
  Result<bool> Next() {
    while (!block_ || !block_->Next()) {
      if (block_ && !block_->ok()) return Damage("a block of terms");
      if (next_block_ == segment_.dictionary().blocks()) return false;
      WY_TRY(bytes_, segment_.DictionaryBlockAt(next_block_++));
      block_.emplace(bytes_.view);
    }
    return true;
  }
  // Of the term it stands at.
  [[nodiscard]] const std::string& term() const { return block_->term(); }
  [[nodiscard]] const TermEntry& entry() const { return block_->entry(); }

 private:
  const Segment& segment_;
  std::size_t next_block_ = 0;
  crypto::FileBytes bytes_;
  std::optional<DictionaryBlock> block_;
};

}  // namespace wenyuan::index
