#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>
#include <vector>

namespace wenyuan::llm_llama {

// So many numbers share a scale, in weights and in rows.
inline constexpr std::size_t kBlock = 32;
// So many outputs are computed at once.
inline constexpr std::size_t kTile = 16;

// A matrix of ggml's type Q4_0 (blocks of 32: a scale in half precision and 4 bits each, (code - 8)
// · scale), laid out for products of 16 outputs at once: of each 16 outputs and block of inputs
// four lines, in which a lane has four bytes of an output's block, and 16 scales.
class PackedMatrix {
 public:
  static constexpr std::size_t kBlockBytes = 18;   // in a file
  static constexpr std::size_t kLinesOfBlock = 4;  // of a tile

  struct alignas(64) Line {
    std::uint8_t bytes[64];
  };

  PackedMatrix() = default;
  // Of whole blocks and tiles.
  PackedMatrix(std::size_t inputs, std::size_t outputs);
  // Takes rows of a file, one for each output, from output `first` on, a multiple of kTile.
  void Pack(std::size_t first, std::string_view rows);

  [[nodiscard]] std::size_t inputs() const { return blocks_ * kBlock; }
  [[nodiscard]] std::size_t outputs() const { return tiles_ * kTile; }
  [[nodiscard]] std::size_t blocks() const { return blocks_; }
  [[nodiscard]] std::size_t tiles() const { return tiles_; }
  // The lines of a tile's blocks, one after another.
  [[nodiscard]] const Line* Lines(std::size_t tile) const {
    return lines_.data() + tile * blocks_ * kLinesOfBlock;
  }
  // In half precision, kTile for each block.
  [[nodiscard]] const std::uint16_t* Scales(std::size_t tile) const {
    return scales_.data() + tile * blocks_ * kTile;
  }

 private:
  std::size_t blocks_ = 0;
  std::size_t tiles_ = 0;
  std::vector<Line> lines_;
  std::vector<std::uint16_t> scales_;
};

}  // namespace wenyuan::llm_llama
