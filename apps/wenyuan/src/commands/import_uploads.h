#pragma once

#include <boost/json/value.hpp>
#include <condition_variable>
#include <deque>
#include <mutex>
#include <optional>
#include <string>
#include <thread>
#include <vector>

#include "../api_client.h"
#include "import_files.h"
#include "wenyuan/base/result.h"

namespace wenyuan::app {

// Sends files to the server, several at a time: each is acknowledged when it is safe on disk, and
// the disk can make several safe at once. One thread owns it.
class ImportUploads {
 public:
  struct Sent {
    const FileToImport* file = nullptr;
    Result<boost::json::value> answer;
  };

  // `parameters` go with each file, beside its name. `api` and `files` must outlive it.
  ImportUploads(ApiClient& api, std::string library, const std::vector<FileToImport>& files,
                Parameters parameters);
  ImportUploads(const ImportUploads&) = delete;
  ImportUploads& operator=(const ImportUploads&) = delete;
  ~ImportUploads();  // after the uploads under way

  // The next one that was answered; nothing after the last.
  std::optional<Sent> Next();

 private:
  void Work();
  [[nodiscard]] Result<boost::json::value> Upload(const FileToImport& file) const;

  ApiClient& api_;
  const std::string library_;
  const std::vector<FileToImport>& files_;
  const Parameters parameters_;

  std::mutex mutex_;
  std::condition_variable changed_;
  std::deque<Sent> sent_;
  std::size_t next_ = 0;   // file to send
  std::size_t given_ = 0;  // by Next()
  bool stopping_ = false;
  std::vector<std::thread> threads_;
};

}  // namespace wenyuan::app
