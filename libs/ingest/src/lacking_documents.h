#pragma once

#include <map>
#include <mutex>
#include <span>

#include "wenyuan/index/visible.h"
#include "wenyuan/store/store.h"

namespace wenyuan::ingest {

// Documents that the indexes lack for now, because a part of one was damaged and is being built
// again. Any thread.
class LackingDocuments {
 public:
  // Instead of what was said of the library before.
  void Set(store::LibraryNumber library, std::span<const store::Documents::Current> lacking);
  // They are indexed again, deleted, or about to have other readers: what was known of them does
  // not hold any more, and is not told.
  void Remove(store::LibraryNumber library, std::span<const store::DocumentNumber> documents);
  // Whether one of them may be seen: others are not told.
  [[nodiscard]] bool Any(store::LibraryNumber library, const index::Visible& visible) const;

 private:
  struct Lacking {
    index::DocumentSet open;
    index::DocumentSet restricted;
  };
  mutable std::mutex mutex_;
  std::map<store::LibraryNumber, Lacking> lacking_;  // by mutex_; none that are empty
};

}  // namespace wenyuan::ingest
