#pragma once

#include <cstddef>
#include <cstdint>
#include <limits>
#include <string_view>
#include <vector>

namespace wenyuan::text {

// Words with a weight, walked character by character. One open-addressing table of edges: a node
// and a character fit one 64-bit key, so an edge takes 12 bytes and a step one cache miss. Filled
// by one thread, then read by any.
class WordTrie {
 public:
  using Node = std::uint32_t;
  static constexpr Node kRoot = 0;
  static constexpr Node kNone = std::numeric_limits<Node>::max();

  // A good guess of the nodes saves growing.
  explicit WordTrie(std::size_t expected_nodes = 16);

  // Requires a word that is not empty and a weight that is a number. The last weight counts.
  void Insert(std::u32string_view word, double weight);

  [[nodiscard]] Node Child(Node node, char32_t character) const {
    const std::uint64_t key = KeyOf(node, character);
    for (std::size_t slot = SlotOf(key);; slot = (slot + 1) & mask_) {
      if (keys_[slot] == key) return children_[slot];
      if (keys_[slot] == kFree) return kNone;
    }
  }
  [[nodiscard]] bool IsWord(Node node) const { return weights_[node] == weights_[node]; }
  // Requires IsWord(node).
  [[nodiscard]] double Weight(Node node) const { return weights_[node]; }
  [[nodiscard]] bool Empty() const { return weights_.size() == 1; }
  [[nodiscard]] bool Contains(std::u32string_view word) const;
  // Where the word ends; kNone when no word begins like that.
  [[nodiscard]] Node Find(std::u32string_view word) const;

 private:
  static constexpr std::uint64_t kFree = std::numeric_limits<std::uint64_t>::max();

  static std::uint64_t KeyOf(Node node, char32_t character) {
    return static_cast<std::uint64_t>(node) << 21U | character;
  }
  [[nodiscard]] std::size_t SlotOf(std::uint64_t key) const {
    return static_cast<std::size_t>((key * 0x9E3779B97F4A7C15U) >> 32U) & mask_;
  }
  void Resize(std::size_t slots);

  std::size_t mask_ = 0;
  std::vector<std::uint64_t> keys_;
  std::vector<Node> children_;   // beside keys_
  std::vector<double> weights_;  // by node; NaN where no word ends
};

}  // namespace wenyuan::text
