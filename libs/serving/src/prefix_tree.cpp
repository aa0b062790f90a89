#include "prefix_tree.h"

#include <algorithm>
#include <utility>

namespace wenyuan::serving {
namespace {

// Restoring costs about this much of computing (measured: 16 ms against 9.5 s for 1,536 tokens; the
// disk may be slower than the page cache was).
constexpr double kCostOfRestoring = .05;
// A token behind many others costs more: attention grows with its position.
constexpr double kTokensThatDoubleTheCost = 8'192;

}  // namespace

PrefixTree::PrefixTree(Decoder& decoder, Sequences& sequences, std::uint32_t chunk_tokens)
    : decoder_(decoder),
      sequences_(sequences),
      chunk_tokens_(chunk_tokens),
      root_(std::make_unique<Node>()) {}

PrefixTree::~PrefixTree() = default;

template <typename Visit>
void PrefixTree::ForEach(Node& node, const Visit& visit) const {
  for (const auto& [id, child] : node.children) {
    visit(*child);
    ForEach(*child, visit);
  }
}

std::uint32_t PrefixTree::Find(std::span<const PrefixId> path) const {
  const Node* node = root_.get();
  std::uint32_t found = 0;
  while (found < path.size()) {
    const auto child = node->children.find(path[found]);
    if (child == node->children.end()) return found;
    node = child->second.get();
    const auto [in_node, in_path] =
        std::mismatch(node->ids.begin(), node->ids.end(), path.begin() + found, path.end());
    found += static_cast<std::uint32_t>(in_node - node->ids.begin());
    if (in_node != node->ids.end()) return found;
  }
  return found;
}

void PrefixTree::MovePlace(Place& place, Node* node, std::uint32_t chunks) {
  if (place.node != node) {
    if (place.node != nullptr) std::erase(place.node->readers, &place);
    if (node != nullptr) node->readers.push_back(&place);
  }
  place.node = node;
  place.chunks = chunks;
}

void PrefixTree::Follow(std::span<const PrefixId> path, Place& place, Sequence reader) {
  Node* node = place.node == nullptr ? root_.get() : place.node;
  std::uint32_t at = place.chunks;
  while (at < path.size()) {
    if (at == node->end_chunk()) {
      const auto child = node->children.find(path[at]);
      if (child == node->children.end()) break;
      node = child->second.get();
    }
    const auto begin = node->ids.begin() + (at - node->first_chunk);
    const auto same = std::mismatch(begin, node->ids.end(), path.begin() + at, path.end()).first;
    const auto count = static_cast<std::uint32_t>(same - begin);
    if (count == 0) break;
    decoder_.Share(node->sequence, reader, at * chunk_tokens_, (at + count) * chunk_tokens_);
    at += count;
    MovePlace(place, node, at);
    if (at != node->end_chunk()) break;
  }
}

PrefixTree::Node& PrefixTree::Add(Node& parent, std::span<const PrefixId> path, std::uint32_t begin,
                                  std::uint32_t end, Sequence sequence) {
  auto node = std::make_unique<Node>();
  node->parent = &parent;
  node->first_chunk = begin;
  node->ids.assign(path.begin() + begin, path.begin() + end);
  node->sequence = sequence;
  node->frequency = 1;
  Value(*node);
  tokens_ += (end - begin) * chunk_tokens_;
  ++nodes_;
  return *(parent.children[path[begin]] = std::move(node));
}

bool PrefixTree::Split(Node& node, std::uint32_t chunk) {
  const auto sequence = sequences_.Take();
  if (!sequence) return false;
  auto tail = std::make_unique<Node>();
  const std::uint32_t kept = chunk - node.first_chunk;
  tail->parent = &node;
  tail->first_chunk = chunk;
  tail->ids.assign(node.ids.begin() + kept, node.ids.end());
  tail->sequence = *sequence;
  tail->children = std::exchange(node.children, {});
  for (auto& [id, child] : tail->children) child->parent = tail.get();
  tail->frequency = node.frequency;
  tail->wanted = node.wanted;
  const std::uint32_t begin = chunk * chunk_tokens_;
  const std::uint32_t end = node.end_chunk() * chunk_tokens_;
  decoder_.Share(node.sequence, *sequence, begin, end);
  decoder_.Forget(node.sequence, begin, end);
  node.ids.resize(kept);
  node.saved = false;  // a snapshot holds both halves, and names the whole
  const std::vector<Place*> readers = node.readers;
  for (Place* place : readers) {
    if (place->chunks > chunk) MovePlace(*place, tail.get(), place->chunks);
  }
  Value(*tail);
  ++nodes_;
  const PrefixId first = tail->ids.front();
  node.children[first] = std::move(tail);
  return true;
}

bool PrefixTree::Publish(std::span<const PrefixId> path, Place& place, Sequence reader,
                         std::uint32_t end) {
  const std::uint32_t found = Find(path.first(end));
  if (found > place.chunks) {  // another was faster; its cells say the same, and ours become free
    decoder_.Forget(reader, place.chunks * chunk_tokens_, found * chunk_tokens_);
    Follow(path.first(end), place, reader);
  }
  if (place.chunks >= end) return true;
  Node* parent = place.node == nullptr ? root_.get() : place.node;
  const std::uint32_t begin = place.chunks;
  if (parent != root_.get() && begin < parent->end_chunk() && !Split(*parent, begin)) return false;
  const auto begin_token = begin * chunk_tokens_;
  const auto end_token = end * chunk_tokens_;
  const bool grows = parent != root_.get() && parent->children.empty() && !parent->saved &&
                     parent->readers.size() == 1;
  if (grows) {  // it is this reader's own, of the slice before
    decoder_.Share(reader, parent->sequence, begin_token, end_token);
    parent->ids.insert(parent->ids.end(), path.begin() + begin, path.begin() + end);
    tokens_ += end_token - begin_token;
    Value(*parent);
    MovePlace(place, parent, end);
    return true;
  }
  const auto sequence = sequences_.Take();
  if (!sequence) return false;
  decoder_.Share(reader, *sequence, begin_token, end_token);
  Node& node = Add(*parent, path, begin, end, *sequence);
  MovePlace(place, &node, end);
  return true;
}

Result<void> PrefixTree::Restore(std::span<const PrefixId> path, const Place& place,
                                 std::uint32_t end, std::string_view state) {
  Node* parent = place.node == nullptr ? root_.get() : place.node;
  if (parent != root_.get() && place.chunks < parent->end_chunk() &&
      !Split(*parent, place.chunks)) {
    return Error{ErrorCode::kResourceExhausted, "no sequence is free for a snapshot"};
  }
  const auto sequence = sequences_.Take();
  if (!sequence) {
    return Error{ErrorCode::kResourceExhausted, "no sequence is free for a snapshot"};
  }
  if (const Result<void> restored = decoder_.Restore(*sequence, state); !restored) {
    sequences_.Give(*sequence);
    return restored.error();
  }
  Add(*parent, path, place.chunks, end, *sequence).saved = true;
  return {};
}

void PrefixTree::Leave(Place& place) { MovePlace(place, nullptr, 0); }

void PrefixTree::Value(Node& node) const {
  const double depth = 1 + node.first_chunk * chunk_tokens_ / kTokensThatDoubleTheCost;
  node.worth = clock_ + node.frequency * depth * (node.saved ? kCostOfRestoring : 1);
}

void PrefixTree::Touch(const Place& place) {
  for (Node* node = place.node; node != nullptr && node != root_.get(); node = node->parent) {
    node->frequency += 1;
    Value(*node);
  }
}

void PrefixTree::Want(const Place& place) {
  for (Node* node = place.node; node != nullptr && node != root_.get(); node = node->parent) {
    node->wanted = true;
  }
}

PrefixTree::Node* PrefixTree::Least() const {
  Node* least = nullptr;
  ForEach(*root_, [&](Node& node) {
    const bool may_go = node.children.empty() && node.readers.empty();
    if (may_go && (least == nullptr || node.worth < least->worth)) least = &node;
  });
  return least;
}

std::uint32_t PrefixTree::Evict(Node& leaf) {
  clock_ = std::max(clock_, leaf.worth);
  const auto freed = static_cast<std::uint32_t>(leaf.ids.size()) * chunk_tokens_;
  decoder_.Forget(leaf.sequence, leaf.first_chunk * chunk_tokens_,
                  leaf.end_chunk() * chunk_tokens_);
  sequences_.Give(leaf.sequence);
  tokens_ -= freed;
  --nodes_;
  const PrefixId first = leaf.ids.front();
  leaf.parent->children.erase(first);
  return freed;
}

PrefixTree::Node* PrefixTree::NextToSave(double least_frequency) const {
  Node* next = nullptr;
  ForEach(*root_, [&](Node& node) {
    const bool parents_saved = node.parent == root_.get() || node.parent->saved;
    const bool worth_it = node.wanted || node.frequency >= least_frequency;
    if (node.saved || !worth_it || !parents_saved) return;
    if (next == nullptr || node.worth > next->worth) next = &node;
  });
  return next;
}

SnapshotSpan PrefixTree::SpanOf(const Node& node) const {
  SnapshotSpan span;
  if (node.parent != root_.get()) span.before = node.parent->ids.back();
  span.whole = node.ids.back();
  span.begin = node.first_chunk * chunk_tokens_;
  span.end = node.end_chunk() * chunk_tokens_;
  return span;
}

}  // namespace wenyuan::serving
