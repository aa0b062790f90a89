#pragma once

#include <functional>

#include "wenyuan/quality/trials.h"

namespace wenyuan::quality {

// The work of a trial that has begun: `trial` gets what is proposed and what it does to the set.
// The error is why it ended early; kCancelled when `on_progress(done, total)` says false.
Result<void> TryTuning(const RunnerServices& services, const TrialRequest& request,
                       const std::function<bool(std::size_t, std::size_t)>& on_progress,
                       Trial& trial);

}  // namespace wenyuan::quality
