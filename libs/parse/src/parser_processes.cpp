#include <atomic>
#include <condition_variable>
#include <cstdint>
#include <mutex>
#include <utility>
#include <vector>

#include "describe.h"
#include "messages.h"
#include "parser_process.h"
#include "spawn_parser.h"
#include "wenyuan/parse/file_parser.h"
#include "wenyuan/parse/parser.h"

namespace wenyuan::parse {
namespace {

constexpr std::chrono::seconds kSlack{30};  // starting, killing and copying around one file
constexpr int kTries = 3;  // processes that die before they take the file, one after the other

class ParserProcesses final : public FileParser, public PageReader {
 public:
  explicit ParserProcesses(ParserProcessOptions options) : options_(std::move(options)) {}

  Result<Document> Parse(std::string_view bytes, std::string_view name,
                         std::string_view password) override {
    return Parse(bytes, {std::string(name), std::string(password), {}, {}, {}});
  }

  Result<Document> ReadPages(std::string_view bytes, std::string_view name,
                             std::string_view password, PageRange pages) override {
    return Parse(bytes, {std::string(name), std::string(password), {}, pages, {}});
  }

  Result<Document> ReadPictures(std::string_view bytes, std::string_view name,
                                std::string_view password,
                                const std::vector<std::string>& pictures) override {
    return Parse(bytes, {std::string(name), std::string(password), {}, {}, pictures});
  }

  void Stop() override {
    {
      const std::lock_guard lock(mutex_);
      stopping_ = true;
    }
    changed_.notify_all();
  }

 private:
  Result<Document> Parse(std::string_view bytes, const RequestHeader& request) {
    WY_CHECK(CheckInput(bytes, request.name));
    WY_TRY(const Descriptor file, SealedFile(bytes));
    WY_CHECK(TakeTurn());
    const Turn turn(*this);
    for (int tries = 1;; ++tries) {
      std::unique_ptr<ParserProcess> process = TakeIdle();
      if (process == nullptr) {
        WY_TRY(process, ParserProcess::Start(options_, stopping_));
      }
      Result<Document> document = process->Parse(file, request);
      if (process->usable()) {
        const std::lock_guard lock(mutex_);
        idle_.push_back(std::move(process));
      } else if (process->never_began() && tries < kTries && !stopping_) {
        continue;
      }
      return document;
    }
  }

  // One of the `processes` places; gives it back.
  class Turn {
   public:
    explicit Turn(ParserProcesses& owner) : owner_(owner) {}
    Turn(const Turn&) = delete;
    Turn& operator=(const Turn&) = delete;
    ~Turn() {
      {
        const std::lock_guard lock(owner_.mutex_);
        --owner_.running_;
      }
      owner_.changed_.notify_all();
    }

   private:
    ParserProcesses& owner_;
  };

  static Result<void> CheckInput(std::string_view bytes, std::string_view name) {
    const std::string file = ShortName(name);
    if (bytes.empty()) {
      return Error{ErrorCode::kInvalidArgument,
                   "the file \"" + file + "\" is empty; upload one with content",
                   "文件“" + file + "”是空的；请上传有内容的文件"};
    }
    const std::size_t limit = ParseLimits{}.max_input_bytes;
    if (bytes.size() <= limit) return {};
    return Error{ErrorCode::kTooLarge,
                 "the file \"" + file + "\" is larger than " + HumanBytes(limit) +
                     "; split it and try again",
                 "文件“" + file + "”大于 " + HumanBytes(limit) + "；请拆分后重试"};
  }

  // In the order of calling, as long as those in front may rightly take.
  Result<void> TakeTurn() {
    std::unique_lock lock(mutex_);
    const std::uint64_t ticket = next_ticket_++;
    const std::uint64_t in_front = ticket - now_serving_ + running_;
    const auto patience = (options_.wall_time + kSlack) * (in_front / options_.processes + 1);
    const bool waited = changed_.wait_for(lock, patience, [&] {
      return stopping_ || (ticket == now_serving_ && running_ < options_.processes);
    });
    const bool ours = waited && !stopping_;
    if (!ours) gave_up_.push_back(ticket);
    if (ours) {
      ++now_serving_;
      ++running_;
    }
    while (std::erase(gave_up_, now_serving_) > 0) ++now_serving_;
    lock.unlock();
    changed_.notify_all();
    if (ours) return {};
    return Error{ErrorCode::kUnavailable, "all parser processes are busy; try again later",
                 "解析进程全部繁忙；请稍后重试"};
  }

  std::unique_ptr<ParserProcess> TakeIdle() {
    const std::lock_guard lock(mutex_);
    if (idle_.empty()) return nullptr;
    std::unique_ptr<ParserProcess> process = std::move(idle_.back());
    idle_.pop_back();
    return process;
  }

  const ParserProcessOptions options_;
  std::atomic<bool> stopping_ = false;
  std::mutex mutex_;  // guards all below
  std::condition_variable changed_;
  std::vector<std::unique_ptr<ParserProcess>> idle_;
  std::vector<std::uint64_t> gave_up_;
  std::uint64_t next_ticket_ = 0;
  std::uint64_t now_serving_ = 0;
  std::size_t running_ = 0;
};

Result<void> CheckOptions(const ParserProcessOptions& options) {
  if (options.processes == 0 || options.files_per_process == 0 ||
      options.wall_time <= std::chrono::seconds::zero() ||
      options.cpu_time <= std::chrono::seconds::zero()) {
    return Error{ErrorCode::kInvalidArgument,
                 "parser processes need at least one process, one file each and one second of time",
                 "解析进程数、每进程文件数和时限都必须至少为 1"};
  }
  if (!std::filesystem::exists(options.program)) {
    return Error{ErrorCode::kUnavailable,
                 "there is no parser program '" + options.program.string() +
                     "'; install it beside the server",
                 "找不到解析程序“" + options.program.string() + "”；请与服务程序一同安装"};
  }
  return {};
}

}  // namespace

Result<std::string> ProtectionOfParsers(const ParserProcessOptions& options) {
  WY_CHECK(CheckOptions(options));
  const std::atomic<bool> stopping = false;
  WY_TRY(const auto process, ParserProcess::Start(options, stopping));
  return process->protection();
}

Result<std::unique_ptr<FileParser>> MakeParserProcesses(ParserProcessOptions options) {
  WY_CHECK(CheckOptions(options));
  return std::make_unique<ParserProcesses>(std::move(options));
}

Result<std::unique_ptr<PageReader>> MakePageReader(ParserProcessOptions options) {
  WY_CHECK(CheckOptions(options));
  return std::make_unique<ParserProcesses>(std::move(options));
}

}  // namespace wenyuan::parse
