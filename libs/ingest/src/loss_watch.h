#pragma once

#include <cstdint>
#include <map>
#include <vector>

#include "wenyuan/ingest/ingest.h"

namespace wenyuan::ingest {

// Notices that an index has lost passages: a part of it that a question or a merge found damaged
// was set aside. Deletions look the same. One thread.
class LossWatch {
 public:
  explicit LossWatch(const IngestParts& parts) : parts_(parts) {}
  // The libraries whose index had lost some when this was asked before, and no more since: of many
  // deletions one after the other it is told once.
  std::vector<store::Library> Lost();

 private:
  struct Seen {
    std::uint64_t passages = 0;
    bool lost = false;
  };

  const IngestParts& parts_;
  std::map<store::LibraryNumber, Seen> seen_;
};

}  // namespace wenyuan::ingest
