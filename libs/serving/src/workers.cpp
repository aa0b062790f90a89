#include "workers.h"

namespace wenyuan::serving {

Workers::Workers(std::uint32_t threads) {
  for (std::uint32_t thread = 1; thread < threads; ++thread) {
    threads_.emplace_back([this] { Serve(); });
  }
}

Workers::~Workers() {
  {
    const std::lock_guard lock(mutex_);
    ends_ = true;
  }
  begun_.notify_all();
  for (std::thread& thread : threads_) thread.join();
}

void Workers::ForEach(std::size_t count, const std::function<void(std::size_t)>& work) {
  std::unique_lock lock(mutex_);
  work_ = &work;
  count_ = count;
  next_ = 0;
  unfinished_ = count;
  if (count > 1) begun_.notify_all();
  Help(lock);
  done_.wait(lock, [this] { return unfinished_ == 0; });
  work_ = nullptr;
}

void Workers::Serve() {
  std::unique_lock lock(mutex_);
  while (true) {
    begun_.wait(lock, [this] { return ends_ || (work_ != nullptr && next_ < count_); });
    if (ends_) return;
    Help(lock);
  }
}

void Workers::Help(std::unique_lock<std::mutex>& lock) {
  while (work_ != nullptr && next_ < count_) {
    const std::size_t at = next_++;
    const auto& work = *work_;
    lock.unlock();
    work(at);
    lock.lock();
    if (--unfinished_ == 0) done_.notify_all();
  }
}

}  // namespace wenyuan::serving
