#pragma once

#include <cstdint>
#include <map>

#include "wenyuan/ingest/ingest.h"

namespace wenyuan::ingest {

// Notices that an index has lost passages: a part of it that a question or a merge found damaged
// was set aside. So do deletions look. One thread.
class LossWatch {
 public:
  explicit LossWatch(const IngestParts& parts) : parts_(parts) {}
  // Whether an index has fewer than when this was asked last.
  bool AnyLost();

 private:
  const IngestParts& parts_;
  std::map<store::LibraryNumber, std::uint64_t> passages_;
};

}  // namespace wenyuan::ingest
