#pragma once

#include <list>
#include <memory>
#include <mutex>
#include <utility>

#include "visible_ordinals.h"

namespace wenyuan::index {

// The chunks of the document sets that were asked for last, by what the sets hold. Any thread.
class PermittedCache {
 public:
  template <typename Make>
  std::shared_ptr<const Permitted> Get(const DocumentSet& set, const Make& make) {
    {
      const std::lock_guard lock(mutex_);
      for (auto entry = entries_.begin(); entry != entries_.end(); ++entry) {
        if (!(entry->first == set)) continue;
        entries_.splice(entries_.begin(), entries_, entry);
        return entry->second;
      }
    }
    auto made = std::make_shared<const Permitted>(make());
    const std::lock_guard lock(mutex_);
    entries_.emplace_front(set, made);
    if (entries_.size() > kMost) entries_.pop_back();
    return made;
  }

 private:
  static constexpr std::size_t kMost = 8;  // a bit a chunk each, and the set

  std::mutex mutex_;
  // shared_ptr: a query reads on while others push its set out.
  std::list<std::pair<DocumentSet, std::shared_ptr<const Permitted>>> entries_;  // mutex_
};

}  // namespace wenyuan::index
