#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <span>
#include <string>
#include <vector>

#include "sequences.h"
#include "wenyuan/serving/decoder.h"
#include "wenyuan/serving/snapshot_store.h"

namespace wenyuan::serving {

// The prefixes that lie in the decoder's cells, as a radix tree over chunks. A node is a run of
// chunks [begin, end) that continues its parent, and has a sequence that holds just these cells;
// one that reads it shares them. A prefix is named by the ids of its chunks (PrefixIds), which hold
// its scope, so that scopes never meet. One thread.
class PrefixTree {
 public:
  struct Node;

  // A reader's place: it uses the first `chunks` chunks of its path, the last of them in `node`.
  // While it holds a place, nothing on the way there is evicted.
  struct Place {
    Node* node = nullptr;
    std::uint32_t chunks = 0;
  };

  struct Node {
    Node* parent = nullptr;
    std::uint32_t first_chunk = 0;
    std::vector<PrefixId> ids;  // of each chunk
    Sequence sequence = -1;
    std::map<PrefixId, std::unique_ptr<Node>> children;  // by their first id
    std::vector<Place*> readers;
    double frequency = 0;
    double worth = 0;
    bool wanted = false;  // made ahead of questions: worth saving before it was asked for
    bool saved = false;   // in the snapshot store, as it is now
    [[nodiscard]] std::uint32_t end_chunk() const {
      return first_chunk + static_cast<std::uint32_t>(ids.size());
    }
  };

  PrefixTree(Decoder& decoder, Sequences& sequences, std::uint32_t chunk_tokens);
  ~PrefixTree();

  // How many chunks of the path are here.
  [[nodiscard]] std::uint32_t Find(std::span<const PrefixId> path) const;
  // Takes the longest place on the path, moving `place` there, and shares what lies between its old
  // place and the new one with `reader`. The address of `place` must stay.
  void Follow(std::span<const PrefixId> path, Place& place, Sequence reader);
  // Makes chunks [place.chunks, end) of the path, which `reader` holds, part of the tree, and moves
  // the place there. Without a free sequence it leaves things as they are and says false.
  bool Publish(std::span<const PrefixId> path, Place& place, Sequence reader, std::uint32_t end);
  // A node for chunks [place.chunks, end) of the path from a snapshot; then Follow() finds it.
  Result<void> Restore(std::span<const PrefixId> path, const Place& place, std::uint32_t end,
                       std::string_view state);
  void Leave(Place& place);
  // Somebody asks for what lies on the way to this place.
  void Touch(const Place& place);
  void Want(const Place& place);

  // The least worth leaf that nobody reads; null when there is none.
  [[nodiscard]] Node* Least() const;
  // Frees a leaf that nobody reads; its tokens.
  std::uint32_t Evict(Node& leaf);
  // A node that is worth saving and is not saved; its parents come first.
  [[nodiscard]] Node* NextToSave(double least_frequency) const;
  [[nodiscard]] SnapshotSpan SpanOf(const Node& node) const;

  [[nodiscard]] std::uint32_t tokens() const { return tokens_; }
  [[nodiscard]] std::size_t nodes() const { return nodes_; }

 private:
  // Cuts a node before this chunk; readers of what lies behind move along. False without a free
  // sequence.
  bool Split(Node& node, std::uint32_t chunk);
  Node& Add(Node& parent, std::span<const PrefixId> path, std::uint32_t begin, std::uint32_t end,
            Sequence sequence);
  template <typename Visit>
  void ForEach(Node& node, const Visit& visit) const;
  void MovePlace(Place& place, Node* node, std::uint32_t chunks);
  void Value(Node& node) const;

  Decoder& decoder_;
  Sequences& sequences_;
  std::uint32_t chunk_tokens_;
  std::unique_ptr<Node> root_;
  std::uint32_t tokens_ = 0;
  std::size_t nodes_ = 0;
  double clock_ = 0;  // the worth of what was evicted last, so that age counts
};

}  // namespace wenyuan::serving
