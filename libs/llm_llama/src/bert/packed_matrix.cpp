#include "packed_matrix.h"

#include <cstring>

namespace wenyuan::llm_llama {

PackedMatrix::PackedMatrix(std::size_t inputs, std::size_t outputs)
    : blocks_(inputs / kBlock),
      tiles_(outputs / kTile),
      lines_(blocks_ * tiles_ * kLinesOfBlock),
      scales_(blocks_ * tiles_ * kTile) {}

void PackedMatrix::Pack(std::size_t first, std::string_view rows) {
  const std::size_t count = rows.size() / (blocks_ * kBlockBytes);
  const char* from = rows.data();
  for (std::size_t output = first; output < first + count; ++output) {
    const std::size_t lane = output % kTile;
    for (std::size_t block = 0; block < blocks_; ++block, from += kBlockBytes) {
      const std::size_t to = output / kTile * blocks_ + block;
      std::memcpy(&scales_[to * kTile + lane], from, sizeof(std::uint16_t));
      // The low halves are the block's first 16 numbers, the high ones the others: as in the file.
      for (std::size_t line = 0; line < kLinesOfBlock; ++line) {
        std::memcpy(lines_[to * kLinesOfBlock + line].bytes + 4 * lane,
                    from + sizeof(std::uint16_t) + 4 * line, 4);
      }
    }
  }
}

}  // namespace wenyuan::llm_llama
