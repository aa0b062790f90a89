#include "worker_pool.h"

#include <utility>

namespace wenyuan::http {
namespace {

thread_local bool this_task_is_detached = false;

}  // namespace

WorkerPool::WorkerPool(std::size_t workers, std::size_t detached)
    : workers_(workers), max_detached_(detached) {}

WorkerPool::~WorkerPool() {
  std::unique_lock lock(mutex_);
  stopping_ = true;
  wake_.notify_all();
  while (!threads_.empty()) {
    auto [id, thread] = std::move(*threads_.begin());
    threads_.erase(threads_.begin());
    lock.unlock();
    thread.join();
    lock.lock();
  }
  JoinFinished(lock);
}

void WorkerPool::Post(std::function<void()> task) {
  std::unique_lock lock(mutex_);
  queue_.push_back(std::move(task));
  if (idle_ < queue_.size() && counted_ < workers_) Spawn();
  wake_.notify_one();
  JoinFinished(lock);
}

void WorkerPool::Detach() {
  const std::lock_guard lock(mutex_);
  if (this_task_is_detached || detached_ == max_detached_) return;
  this_task_is_detached = true;
  ++detached_;
  --counted_;
  if (idle_ < queue_.size()) Spawn();
}

void WorkerPool::Run() {
  std::unique_lock lock(mutex_);
  while (true) {
    ++idle_;
    wake_.wait(lock, [this] { return stopping_ || !queue_.empty(); });
    --idle_;
    if (queue_.empty()) break;
    {
      const std::function<void()> task = std::move(queue_.front());
      queue_.pop_front();
      this_task_is_detached = false;
      lock.unlock();
      task();
    }
    lock.lock();
    if (!this_task_is_detached) continue;
    --detached_;
    ++counted_;
    if (counted_ > workers_) break;  // another has taken our place
  }
  --counted_;
  const auto self = threads_.find(std::this_thread::get_id());
  if (self == threads_.end()) return;  // the destructor joins us
  finished_.push_back(std::move(self->second));
  threads_.erase(self);
}

void WorkerPool::Spawn() {
  std::thread thread([this] { Run(); });  // it waits for our mutex
  const std::thread::id id = thread.get_id();
  threads_.emplace(id, std::move(thread));
  ++counted_;
}

void WorkerPool::JoinFinished(std::unique_lock<std::mutex>& lock) {
  std::vector<std::thread> finished = std::exchange(finished_, {});
  lock.unlock();
  for (std::thread& thread : finished) thread.join();
  lock.lock();
}

}  // namespace wenyuan::http
