#pragma once

#include <condition_variable>
#include <cstddef>
#include <deque>
#include <functional>
#include <map>
#include <mutex>
#include <thread>
#include <vector>

namespace wenyuan::http {

// Threads that run tasks: at most `workers` at a time, and besides them at most `detached` that
// said they will take long. Threads start when needed. Any thread may call its methods.
class WorkerPool {
 public:
  WorkerPool(std::size_t workers, std::size_t detached);
  // Runs what is queued, and waits for it.
  ~WorkerPool();
  WorkerPool(const WorkerPool&) = delete;
  WorkerPool& operator=(const WorkerPool&) = delete;

  void Post(std::function<void()> task);
  // Within a task: it no longer counts as one of the workers, if there is room for that.
  void Detach();

 private:
  void Run();
  void Spawn();  // mutex_ held
  void JoinFinished(std::unique_lock<std::mutex>& lock);

  const std::size_t workers_;
  const std::size_t max_detached_;
  std::mutex mutex_;  // guards all below
  std::condition_variable wake_;
  std::deque<std::function<void()>> queue_;
  std::map<std::thread::id, std::thread> threads_;
  std::vector<std::thread> finished_;
  std::size_t counted_ = 0;  // threads that are not detached
  std::size_t idle_ = 0;
  std::size_t detached_ = 0;
  bool stopping_ = false;
};

}  // namespace wenyuan::http
