#pragma once

#include <atomic>
#include <thread>

#include "change_signal.h"
#include "wenyuan/ingest/ingest.h"

namespace wenyuan::ingest {

// Joins the small segments that commits leave, on a thread of its own: neither commits nor
// questions wait for it. Any thread.
class Merger {
 public:
  explicit Merger(const IngestParts& parts) : parts_(parts), thread_([this] { Run(); }) {}
  Merger(const Merger&) = delete;
  Merger& operator=(const Merger&) = delete;
  ~Merger();  // after the merge in hand

  // An index has got another segment.
  void Notify() { changed_.Notify(); }

 private:
  void Run();
  void MergeAll();

  const IngestParts& parts_;
  ChangeSignal changed_;
  std::atomic<bool> stopping_ = false;
  std::thread thread_;  // last: it uses all of the above
};

}  // namespace wenyuan::ingest
