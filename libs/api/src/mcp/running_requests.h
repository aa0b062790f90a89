#pragma once

#include <atomic>
#include <map>
#include <memory>
#include <mutex>
#include <string>

namespace wenyuan::api {

// The requests of MCP clients that are being worked on, so that another request can cancel one.
// Any thread.
class RunningRequests {
 public:
  // While it lives, the request is known by its key.
  class Entry {
   public:
    Entry(RunningRequests& all, std::string key);
    ~Entry();
    Entry(const Entry&) = delete;
    Entry& operator=(const Entry&) = delete;
    [[nodiscard]] bool cancelled() const { return *cancelled_; }

   private:
    RunningRequests& all_;
    std::shared_ptr<std::atomic<bool>> cancelled_;
    std::multimap<std::string, std::shared_ptr<std::atomic<bool>>>::iterator place_;
  };
  // Of one that is not known, nothing happens: it may have ended meanwhile.
  void Cancel(const std::string& key);

 private:
  std::mutex mutex_;
  std::multimap<std::string, std::shared_ptr<std::atomic<bool>>> running_;
};

}  // namespace wenyuan::api
