#pragma once

#include <cstddef>
#include <cstdint>
#include <deque>
#include <mutex>
#include <optional>
#include <vector>

#include "wenyuan/store/store.h"

namespace wenyuan::ingest {

// The documents whose work began, failed or is to begin again, the last of them: nothing in the
// store tells when that was. Any thread.
class RecentDocuments {
 public:
  void Add(store::DocumentNumber document);
  // Each once, since `mark`, which moves on; nothing: they are more than are kept.
  std::optional<std::vector<store::DocumentNumber>> Since(std::uint64_t& mark) const;

 private:
  static constexpr std::size_t kKept = 1'000;
  mutable std::mutex mutex_;
  std::deque<store::DocumentNumber> last_;  // by mutex_
  std::uint64_t count_ = 0;                 // of all; by mutex_
};

}  // namespace wenyuan::ingest
