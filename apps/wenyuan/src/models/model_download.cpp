#include "model_download.h"

#include <fcntl.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <charconv>
#include <chrono>
#include <limits>
#include <optional>
#include <thread>

#include "model_store.h"
#include "model_web.h"
#include "wenyuan/base/files.h"
#include "wenyuan/base/log.h"
#include "wenyuan/base/system_reason.h"
#include "wenyuan/crypto/hash.h"

namespace wenyuan::app {
namespace {

namespace fs = std::filesystem;

constexpr int kMostFailuresInARow = 6;
constexpr std::chrono::milliseconds kFirstPause{500};
constexpr std::chrono::milliseconds kLongestPause{8'000};
constexpr std::uint64_t kStateBytes = 4'096;

Error DiskError(const fs::path& path, int code) {
  const bool full = code == ENOSPC || code == EDQUOT;
  const SystemReason why = ReasonOf(code);
  return {full ? ErrorCode::kResourceExhausted : ErrorCode::kInternal,
          "cannot write '" + path.string() + "': " + why.english +
              (full ? "; make room and pull again, it continues where it broke off" : ""),
          "无法写入“" + path.string() + "”：" + why.chinese +
              (full ? "；腾出空间后重新拉取，会从中断处继续" : "")};
}

// A file that grows at its end.
class GrowingFile {
 public:
  GrowingFile() = default;
  GrowingFile(const GrowingFile&) = delete;
  GrowingFile& operator=(const GrowingFile&) = delete;
  ~GrowingFile() {
    if (descriptor_ >= 0) ::close(descriptor_);
  }

  Result<void> Open(const fs::path& path) {
    path_ = path;
    descriptor_ = ::open(path.c_str(), O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600);
    if (descriptor_ < 0) return DiskError(path_, errno);
    return {};
  }
  Result<void> Append(std::string_view bytes) {
    while (!bytes.empty()) {
      const ssize_t written = ::write(descriptor_, bytes.data(), bytes.size());
      if (written < 0 && errno == EINTR) continue;
      if (written < 0) return DiskError(path_, errno);
      bytes.remove_prefix(static_cast<std::size_t>(written));
    }
    return {};
  }
  Result<void> Empty() {
    if (::ftruncate(descriptor_, 0) != 0) return DiskError(path_, errno);
    return {};
  }
  Result<void> Sync() {
    if (::fsync(descriptor_) != 0) return DiskError(path_, errno);
    return {};
  }

 private:
  fs::path path_;
  int descriptor_ = -1;
};

// "bytes 100-199/200" begins at 100.
std::optional<std::uint64_t> BeginOfRange(std::string_view value) {
  if (!value.starts_with("bytes ")) return std::nullopt;
  value.remove_prefix(6);
  std::uint64_t begin = 0;
  const auto [end, wrong] = std::from_chars(value.data(), value.data() + value.size(), begin);
  if (wrong != std::errc() || end == value.data() + value.size() || *end != '-')
    return std::nullopt;
  return begin;
}

class Download {
 public:
  Download(const HubFile& file, const std::string& token, const fs::path& target,
           const OnBytes& on_bytes)
      : file_(file),
        token_(token),
        target_(target),
        part_(target.string() + ".part"),
        state_(target.string() + ".state"),
        on_bytes_(on_bytes),
        promised_(file.sha256) {}

  Result<std::string> Run() {
    WY_CHECK(TakeUp());
    const bool continued = at_ > 0;
    WY_CHECK(FetchAll());
    WY_CHECK(out_.Sync());
    std::string hash = crypto::Hex(digest_->Finish());
    if (!promised_.empty() && hash != promised_) {
      Forget();
      if (!continued) return WrongHash(hash);
      Log(LogLevel::kWarning, "what was fetched before does not fit; the file is fetched anew",
          {{"file", file_.path}});
      Download again(file_, token_, target_, on_bytes_);
      return again.Run();
    }
    FileSystem& files = PosixFileSystem();
    WY_CHECK(files.Rename(part_, target_));
    WY_CHECK(files.Remove(state_));
    return hash;
  }

 private:
  [[nodiscard]] Error WrongHash(const std::string& hash) const {
    return {ErrorCode::kCorruption,
            "'" + file_.path + "' came with the SHA-256 " + hash + ", but the hub promises " +
                promised_ + "; it was removed, pull it again or elsewhere",
            "“" + file_.path + "”的 SHA-256 为 " + hash + "，与仓库公布的 " + promised_ +
                " 不一致；已删除，请重新拉取或换一个来源"};
  }

  void Forget() const {
    (void)PosixFileSystem().Remove(part_).has_value();
    (void)PosixFileSystem().Remove(state_).has_value();
  }

  // What an attempt before left, if it is of the same file.
  Result<void> TakeUp() {
    FileSystem& files = PosixFileSystem();
    const auto state = ReadAll(files, state_, kStateBytes);
    const bool same = state && *state == State(promised_) && files.Exists(part_);
    if (!same) Forget();
    WY_CHECK(WriteAtomically(files, state_, State(promised_)));
    digest_.emplace();
    if (same) {
      WY_TRY(const auto before, files.Open(part_));
      constexpr std::size_t kPiece = std::size_t{1} << 20U;
      for (const std::uint64_t all = before->Size(); at_ < all;) {
        const auto size = static_cast<std::size_t>(std::min<std::uint64_t>(kPiece, all - at_));
        WY_TRY(const std::string bytes, before->ReadAt(at_, size));
        digest_->Append(bytes);
        at_ += size;
      }
    }
    return out_.Open(part_);
  }

  // Which file the part belongs to: what is known of it before it is fetched.
  [[nodiscard]] std::string State(const std::string& sha256) const {
    return file_.url + "\n" + std::to_string(file_.bytes) + "\n" + sha256 + "\n";
  }

  Result<void> FetchAll() {
    int failures = 0;
    std::chrono::milliseconds pause = kFirstPause;
    std::uint64_t furthest = at_;
    while (file_.bytes == 0 || at_ != file_.bytes) {
      const Result<bool> whole = FetchOnce();
      if (whole && *whole) return {};
      if (!whole && final_) return whole.error();
      if (at_ > furthest) {  // not when it is begun anew and breaks at the same place
        furthest = at_;
        failures = 0;
        pause = kFirstPause;
      }
      if (++failures >= kMostFailuresInARow) {
        return whole ? Error{ErrorCode::kUnavailable,
                             "'" + file_.path + "' ends too early again and again; pull it later",
                             "“" + file_.path + "”总是提前中断；请稍后再拉取"}
                     : whole.error();
      }
      if (!on_bytes_(at_)) return Stopped();
      std::this_thread::sleep_for(pause);
      pause = std::min(pause * 2, kLongestPause);
    }
    return {};
  }

  Result<void> Restart() {
    WY_CHECK(out_.Empty());
    digest_.emplace();
    at_ = 0;
    return {};
  }

  static Error Stopped() {
    return {ErrorCode::kCancelled, "the model is not fetched any more; what is there is kept",
            "已停止拉取；已下载的部分会保留"};
  }

  [[nodiscard]] Error TooMuch() const {
    Forget();
    return {ErrorCode::kCorruption,
            "'" + file_.path + "' is longer than the hub says; it was removed, pull it elsewhere",
            "“" + file_.path + "”比仓库公布的更长；已删除，请换一个来源"};
  }

  // From where we are to the end, or as far as it goes. Whether that was all; what cannot get
  // better by trying again sets `final_`.
  Result<bool> FetchOnce() {
    std::optional<Error> trouble;
    bool body = false;
    WebRequest request{file_.url, token_};
    request.max_bytes = std::numeric_limits<std::uint64_t>::max();
    if (at_ > 0) request.headers.emplace_back("Range", "bytes=" + std::to_string(at_) + "-");
    request.on_head = [&](const http::Response& head) {
      const Result<bool> wanted = Begin(head);
      if (!wanted) trouble = wanted.error();
      body = wanted && *wanted;
      return body;
    };
    const auto answer = GetFollowing(request, Deadline::Never(), [&](std::string_view piece) {
      if (const auto written = out_.Append(piece); !written) {
        trouble = written.error();
        final_ = true;
        return false;
      }
      digest_->Append(piece);
      at_ += piece.size();
      const bool too_much = file_.bytes != 0 && at_ > file_.bytes;
      if (!too_much && on_bytes_(at_)) return true;
      trouble = too_much ? TooMuch() : Stopped();
      final_ = true;
      return false;
    });
    if (trouble) return *trouble;
    if (answer && promised_.empty()) promised_ = answer->linked_sha256;
    if (!answer && body) return answer.error();  // it broke off
    if (!body) {
      if (!answer && answer.error().code != ErrorCode::kCancelled) {
        final_ = answer.error().code == ErrorCode::kInvalidArgument;
        return answer.error();
      }
      return false;
    }
    return file_.bytes == 0 || at_ == file_.bytes;
  }

  // Whether what follows is to be written; false: ask again.
  Result<bool> Begin(const http::Response& head) {
    switch (head.status) {
      case 206:
        if (BeginOfRange(http::Find(head.headers, "Content-Range")) == at_) return true;
        WY_CHECK(Restart());
        return false;
      case 200:
        if (at_ > 0) WY_CHECK(Restart());
        return true;
      case 416:  // what we have is longer than what there is, or all of it
        if (at_ == 0) break;
        WY_CHECK(Restart());
        return false;
      case 408:
      case 425:
      case 429:
      case 500:
      case 502:
      case 503:
      case 504:
        return Unwilling(head.status, ErrorCode::kUnavailable);
      default:
        break;
    }
    final_ = true;
    if (head.status == 401 || head.status == 403) {
      return Error{
          ErrorCode::kPermissionDenied,
          "'" + file_.path +
              "' is not given to everybody; accept the terms on its page, "
              "and set HF_TOKEN or MODELSCOPE_API_TOKEN",
          "“" + file_.path +
              "”不公开提供；请先在其页面接受条款，并设置 HF_TOKEN 或 MODELSCOPE_API_TOKEN"};
    }
    return Unwilling(head.status,
                     head.status == 404 ? ErrorCode::kNotFound : ErrorCode::kUnavailable);
  }

  [[nodiscard]] Error Unwilling(int status, ErrorCode code) const {
    return {code,
            "'" + HostOf(file_.url) + "' answered " + std::to_string(status) + " for '" +
                file_.path + "'; try again later or elsewhere",
            "“" + HostOf(file_.url) + "”对“" + file_.path + "”回答了 " + std::to_string(status) +
                "；请稍后再试或换一个来源"};
  }

  const HubFile& file_;
  const std::string& token_;
  const fs::path target_;
  const fs::path part_;
  const fs::path state_;
  const OnBytes& on_bytes_;
  std::string promised_;
  GrowingFile out_;
  std::optional<crypto::Sha256Stream> digest_;
  std::uint64_t at_ = 0;  // bytes in the part
  bool final_ = false;
};

}  // namespace

Result<std::string> DownloadFile(const HubFile& file, const std::string& token,
                                 const fs::path& target, const OnBytes& on_bytes) {
  return Download(file, token, target, on_bytes).Run();
}

}  // namespace wenyuan::app
