#include "model_pull.h"

#include <algorithm>
#include <chrono>
#include <utility>

#include "../quantity.h"
#include "model_download.h"
#include "wenyuan/base/files.h"
#include "wenyuan/gguf/model_file.h"

namespace wenyuan::app {
namespace {

namespace fs = std::filesystem;

constexpr const char* kStaging = ".pulling";
constexpr std::uint64_t kMargin = std::uint64_t{256} << 20U;  // left free on the disk

// Bytes a second, of the last seconds.
class SpeedMeter {
 public:
  double Take(std::uint64_t done) {
    const auto now = std::chrono::steady_clock::now();
    const std::chrono::duration<double> since = now - begin_;
    if (done < before_) before_ = done;  // begun anew
    if (since > kWindow) {
      const double fresh = static_cast<double>(done - before_) / since.count();
      speed_ = speed_ == 0 ? fresh : 0.7 * speed_ + 0.3 * fresh;
      begin_ = now;
      before_ = done;
    }
    return speed_;
  }
  void Begin(std::uint64_t done) {
    before_ = done;
    begin_ = std::chrono::steady_clock::now();
  }

 private:
  static constexpr std::chrono::milliseconds kWindow{1'000};
  std::chrono::steady_clock::time_point begin_ = std::chrono::steady_clock::now();
  std::uint64_t before_ = 0;
  double speed_ = 0;
};

std::string BaseName(const std::string& path) { return path.substr(path.rfind('/') + 1); }

std::uint64_t SizeOf(const fs::path& path) {
  std::error_code missing;
  const auto size = fs::file_size(path, missing);
  return missing ? 0 : size;
}

Result<void> CheckRoom(const fs::path& folder, const HubOffer& offer) {
  std::uint64_t there = 0;
  for (const HubFile& part : offer.parts) {
    const fs::path target = folder / BaseName(part.path);
    there += std::max(SizeOf(target), SizeOf(target.string() + ".part"));
  }
  const std::uint64_t missing = offer.bytes - std::min(offer.bytes, there);
  std::error_code failed;
  const fs::space_info space = fs::space(folder, failed);
  if (failed || space.available >= missing + kMargin) return {};
  const std::string need = FormatBytes(static_cast<double>(missing + kMargin));
  const std::string free = FormatBytes(static_cast<double>(space.available));
  return Error{ErrorCode::kResourceExhausted,
               "'" + offer.file + "' needs " + need + " on the disk of '" + folder.string() +
                   "', which has " + free + " free; make room first",
               "“" + offer.file + "”需要 " + need + " 磁盘空间，而“" + folder.string() +
                   "”所在磁盘只剩 " + free + "；请先腾出空间"};
}

}  // namespace

Result<fs::path> PullModel(ModelStore& store, const HubOffer& offer, const std::string& token,
                           const PullHooks& hooks) {
  FileSystem& files = PosixFileSystem();
  for (const HubFile& part : offer.parts) WY_CHECK(store.CheckFree(BaseName(part.path)));
  const fs::path folder = fs::absolute(store.folder()) / kStaging / BaseName(offer.file);
  WY_CHECK(files.CreateDirectories(folder));
  WY_CHECK(CheckRoom(folder, offer));
  PullProgress progress;
  progress.bytes = offer.bytes;
  SpeedMeter speed;
  std::uint64_t before = 0;  // of the parts that are done
  std::vector<std::string> hashes;
  for (const HubFile& part : offer.parts) {
    const fs::path target = folder / BaseName(part.path);
    progress.file = BaseName(part.path);
    bool first = true;
    const auto on_bytes = [&](std::uint64_t done) {
      if (std::exchange(first, false)) speed.Begin(before + done);
      progress.done = before + done;
      progress.bytes_per_second = speed.Take(progress.done);
      if (hooks.progress) hooks.progress(progress);
      return !hooks.wanted || hooks.wanted();
    };
    std::string hash;
    if (files.Exists(target)) {  // a part that was whole before the pull broke off
      WY_TRY(hash, HashFile(files, target, {}));
      if (!part.sha256.empty() && hash != part.sha256) {
        WY_CHECK(files.Remove(target));
        hash.clear();
      }
    }
    if (hash.empty()) {
      WY_TRY(hash, DownloadFile(part, token, target, on_bytes));
    }
    before += SizeOf(target);
    hashes.push_back(std::move(hash));
  }
  std::error_code ignored;
  const fs::path first = folder / BaseName(offer.file);
  const auto adopted = store.Adopt(first, hashes);
  // What is no model will not become one by fetching it again.
  if (adopted || adopted.error().code != ErrorCode::kConflict) fs::remove_all(folder, ignored);
  fs::remove(folder.parent_path(), ignored);  // if it is empty now
  return adopted;
}

}  // namespace wenyuan::app
