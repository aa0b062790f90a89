#include "loss_watch.h"

#include <utility>

namespace wenyuan::ingest {

std::vector<store::Library> LossWatch::Lost() {
  const auto libraries = parts_.store.libraries().List();
  if (!libraries) return {};  // asked again soon
  std::vector<store::Library> lost;
  for (const store::Library& library : *libraries) {
    const index::LibraryIndex* const index = parts_.indexes.Find(library.number);
    if (index == nullptr) continue;
    Seen& seen = seen_[library.number];
    const std::uint64_t before = std::exchange(seen.passages, index->size().chunks);
    if (seen.passages < before) {
      seen.lost = true;
    } else if (std::exchange(seen.lost, false)) {
      lost.push_back(library);
    }
  }
  return lost;
}

}  // namespace wenyuan::ingest
