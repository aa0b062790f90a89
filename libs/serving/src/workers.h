#pragma once

#include <condition_variable>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <mutex>
#include <thread>
#include <vector>

namespace wenyuan::serving {

// Threads that wait for work to share. ForEach() is called by one thread at a time.
class Workers {
 public:
  // The caller's own thread counts: with 1 (or 0) there is no other.
  explicit Workers(std::uint32_t threads);
  ~Workers();
  Workers(const Workers&) = delete;
  Workers& operator=(const Workers&) = delete;

  // Calls `work` for 0 … count - 1, several at once, and returns when all are done. `work` must not
  // throw.
  void ForEach(std::size_t count, const std::function<void(std::size_t)>& work);

 private:
  void Serve();
  void Help(std::unique_lock<std::mutex>& lock);

  std::mutex mutex_;
  std::condition_variable begun_;
  std::condition_variable done_;
  const std::function<void(std::size_t)>* work_ = nullptr;
  std::size_t count_ = 0;
  std::size_t next_ = 0;
  std::size_t unfinished_ = 0;
  bool ends_ = false;
  std::vector<std::thread> threads_;
};

}  // namespace wenyuan::serving
