#include "loss_watch.h"

namespace wenyuan::ingest {

bool LossWatch::AnyLost() {
  const auto libraries = parts_.store.libraries().List();
  if (!libraries) return false;  // asked again soon
  bool lost = false;
  for (const store::Library& library : *libraries) {
    const index::LibraryIndex* const index = parts_.indexes.Find(library.number);
    if (index == nullptr) continue;
    const std::uint64_t now = index->size().chunks;
    std::uint64_t& before = passages_[library.number];
    lost |= now < before;
    before = now;
  }
  return lost;
}

}  // namespace wenyuan::ingest
