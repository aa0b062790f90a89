#include "running_requests.h"

#include <utility>

namespace wenyuan::api {

RunningRequests::Entry::Entry(RunningRequests& all, std::string key)
    : all_(all), cancelled_(std::make_shared<std::atomic<bool>>(false)) {
  const std::lock_guard lock(all_.mutex_);
  place_ = all_.running_.emplace(std::move(key), cancelled_);
}

RunningRequests::Entry::~Entry() {
  const std::lock_guard lock(all_.mutex_);
  all_.running_.erase(place_);
}

void RunningRequests::Cancel(const std::string& key) {
  const std::lock_guard lock(mutex_);
  const auto [begin, end] = running_.equal_range(key);
  for (auto entry = begin; entry != end; ++entry) *entry->second = true;
}

}  // namespace wenyuan::api
