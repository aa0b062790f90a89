#include "document_filter.h"

#include <roaring/roaring.h>

namespace wenyuan::vectors {
namespace {

void Spread(const void* container, std::uint8_t kind, std::uint64_t* bits) {
  const auto set = [&](std::uint32_t value) {
    bits[value >> 6U] |= std::uint64_t{1} << (value & 63U);
  };
  if (kind == ARRAY_CONTAINER_TYPE_CODE) {
    const auto& values = *static_cast<const array_container_t*>(container);
    for (std::int32_t i = 0; i < values.cardinality; ++i) set(values.array[i]);
  } else if (kind == RUN_CONTAINER_TYPE_CODE) {
    const auto& runs = *static_cast<const run_container_t*>(container);
    for (std::int32_t i = 0; i < runs.n_runs; ++i) {
      const std::uint32_t first = runs.runs[i].value;
      for (std::uint32_t value = first; value <= first + runs.runs[i].length; ++value) set(value);
    }
  }
}

}  // namespace

DocumentFilter::DocumentFilter(const index::Visible& visible, bool restricted_group) {
  const index::DocumentSet* set = visible.only;
  if (restricted_group) {
    if (visible.restricted == nullptr) {
      kind_ = Kind::kNone;
      return;
    }
    set = visible.restricted;
    if (visible.only != nullptr) {
      own_ = std::make_unique<index::DocumentSet>(*visible.restricted & *visible.only);
      set = own_.get();
    }
  }
  if (visible.without != nullptr && !visible.without->isEmpty()) {
    if (set == nullptr) {
      inverse_ = true;
      set = visible.without;
    } else {
      own_ = std::make_unique<index::DocumentSet>(*set - *visible.without);
      set = own_.get();
    }
  }
  if (set == nullptr) return;
  if (set->isEmpty() && !inverse_) {
    kind_ = Kind::kNone;
    return;
  }
  kind_ = Kind::kSome;
  set_ = set;
  Open(*set);
}

// Asking a roaring bitmap for one document is a search; its dense containers are bits already.
void DocumentFilter::Open(const index::DocumentSet& set) {
  const roaring_array_t& containers = set.roaring.high_low_container;
  if (containers.size == 0) return;
  pages_.resize(std::size_t{containers.keys[containers.size - 1]} + 1);
  for (std::int32_t i = 0; i < containers.size; ++i) {
    std::uint8_t kind = containers.typecodes[i];
    const void* const container = container_unwrap_shared(containers.containers[i], &kind);
    if (kind == BITSET_CONTAINER_TYPE_CODE) {
      pages_[containers.keys[i]] = static_cast<const bitset_container_t*>(container)->array;
      continue;
    }
    own_pages_.push_back(std::make_unique<Page>());
    Spread(container, kind, own_pages_.back()->data());
    pages_[containers.keys[i]] = own_pages_.back()->data();
  }
}

}  // namespace wenyuan::vectors
