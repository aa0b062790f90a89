#include "leased_jobs.h"

#include "wenyuan/base/log.h"

namespace wenyuan::ingest {
namespace {

// More would be called running long before they are.
constexpr std::size_t kTogether = 16;

}  // namespace

std::optional<store::Job> LeasedJobs::Next() {
  const std::lock_guard lock(mutex_);
  while (true) {
    if (leased_.empty()) {
      const auto leased = jobs_.LeaseTogether(lease_, kTogether);
      if (!leased) {
        Log(LogLevel::kError, "taking the next job failed", {{"reason", leased.error().message}});
        return std::nullopt;
      }
      if (leased->empty()) return std::nullopt;
      leased_.assign(leased->begin(), leased->end());
      since_ = std::chrono::steady_clock::now();
      if (leased_.size() > 1) on_more_();
    }
    const store::Job job = leased_.front();
    leased_.pop_front();
    // It waited behind slow ones: its lease must last for itself. One that was lost is not ours.
    const bool old = std::chrono::steady_clock::now() - since_ > lease_ / 2;
    if (!old || jobs_.Extend(job.number, lease_)) return job;
  }
}

}  // namespace wenyuan::ingest
