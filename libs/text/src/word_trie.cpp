#include "word_trie.h"

#include <bit>
#include <cassert>
#include <cmath>
#include <utility>

namespace wenyuan::text {
namespace {

constexpr double kNoWord = std::numeric_limits<double>::quiet_NaN();

std::size_t SlotsFor(std::size_t edges) { return std::bit_ceil(edges + edges / 3 + 2); }

}  // namespace

WordTrie::WordTrie(std::size_t expected_nodes) : weights_(1, kNoWord) {
  weights_.reserve(expected_nodes);
  Resize(SlotsFor(expected_nodes));
}

void WordTrie::Resize(std::size_t slots) {
  const auto old_keys = std::exchange(keys_, std::vector<std::uint64_t>(slots, kFree));
  const auto old_children = std::exchange(children_, std::vector<Node>(slots, kNone));
  mask_ = slots - 1;
  for (std::size_t i = 0; i < old_keys.size(); ++i) {
    if (old_keys[i] == kFree) continue;
    std::size_t slot = SlotOf(old_keys[i]);
    while (keys_[slot] != kFree) slot = (slot + 1) & mask_;
    keys_[slot] = old_keys[i];
    children_[slot] = old_children[i];
  }
}

void WordTrie::Insert(std::u32string_view word, double weight) {
  assert(!word.empty() && !std::isnan(weight));
  Node node = kRoot;
  for (const char32_t character : word) {
    const std::uint64_t key = KeyOf(node, character);
    std::size_t slot = SlotOf(key);
    while (keys_[slot] != key && keys_[slot] != kFree) slot = (slot + 1) & mask_;
    if (keys_[slot] == key) {
      node = children_[slot];
      continue;
    }
    node = static_cast<Node>(weights_.size());
    keys_[slot] = key;
    children_[slot] = node;
    weights_.push_back(kNoWord);
    if (SlotsFor(weights_.size()) > keys_.size()) Resize(keys_.size() * 2);
  }
  weights_[node] = weight;
}

WordTrie::Node WordTrie::Find(std::u32string_view word) const {
  Node node = kRoot;
  for (const char32_t character : word) {
    node = Child(node, character);
    if (node == kNone) return kNone;
  }
  return node;
}

bool WordTrie::Contains(std::u32string_view word) const {
  const Node node = Find(word);
  return node != kNone && IsWord(node);
}

}  // namespace wenyuan::text
