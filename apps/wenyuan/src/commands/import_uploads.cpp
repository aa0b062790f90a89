#include "import_uploads.h"

#include <algorithm>
#include <utility>

#include "wenyuan/base/files.h"

namespace wenyuan::app {
namespace {

// Enough that the server syncs several together.
constexpr std::size_t kThreads = 8;
constexpr std::size_t kPieceBytes = std::size_t{1} << 20U;

}  // namespace

ImportUploads::ImportUploads(ApiClient& api, std::string library,
                             const std::vector<FileToImport>& files, Parameters parameters)
    : api_(api), library_(std::move(library)), files_(files), parameters_(std::move(parameters)) {
  for (std::size_t thread = 0; thread < std::min(kThreads, files_.size()); ++thread) {
    threads_.emplace_back([this] { Work(); });
  }
}

ImportUploads::~ImportUploads() {
  {
    const std::lock_guard lock(mutex_);
    stopping_ = true;
  }
  for (std::thread& thread : threads_) thread.join();
}

std::optional<ImportUploads::Sent> ImportUploads::Next() {
  std::unique_lock lock(mutex_);
  if (given_ == files_.size()) return std::nullopt;
  changed_.wait(lock, [this] { return !sent_.empty(); });
  Sent sent = std::move(sent_.front());
  sent_.pop_front();
  ++given_;
  return sent;
}

void ImportUploads::Work() {
  while (true) {
    const FileToImport* file = nullptr;
    {
      const std::lock_guard lock(mutex_);
      if (stopping_ || next_ == files_.size()) return;
      file = &files_[next_++];
    }
    Result<boost::json::value> answer = Upload(*file);
    {
      const std::lock_guard lock(mutex_);
      sent_.push_back({file, std::move(answer)});
    }
    changed_.notify_one();
  }
}

Result<boost::json::value> ImportUploads::Upload(const FileToImport& file) const {
  WY_TRY(const auto content, PosixFileSystem().Open(file.path));
  std::uint64_t at = 0;
  const auto pieces = [&]() -> Result<std::string> {
    const auto size =
        static_cast<std::size_t>(std::min<std::uint64_t>(kPieceBytes, content->Size() - at));
    const std::uint64_t from = at;
    at += size;
    return content->ReadAt(from, size);
  };
  Parameters parameters = parameters_;
  parameters.emplace_back("name", file.name);
  return api_.Upload("/api/v1/libraries/" + library_ + "/documents", parameters, pieces,
                     content->Size());
}

}  // namespace wenyuan::app
