#include "parser_process.h"

#include <signal.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <time.h>

#include <algorithm>
#include <array>
#include <thread>
#include <utility>

#include "describe.h"
#include "messages.h"
#include "spawn_parser.h"
#include "wenyuan/base/log.h"
#include "wenyuan/parse/parser.h"
#include "wenyuan/parse/wire.h"

namespace wenyuan::parse {
namespace {

using std::chrono::duration_cast;
using std::chrono::milliseconds;
using std::chrono::nanoseconds;
using std::chrono::seconds;

constexpr seconds kStartTime{20};
constexpr seconds kTimeToDie{1};
constexpr milliseconds kLookForStop{100};
constexpr std::size_t kLongestNote = 4096;
constexpr std::size_t kAnswerOverhead = std::size_t{256} << 20U;  // boxes and counts

std::size_t LongestAnswer() {
  const ParseLimits limits;
  return limits.max_text_bytes + limits.max_attachment_bytes + kAnswerOverhead;
}

Error WallTimeOver(std::string_view name, seconds limit) {
  const std::string file = ShortName(name);
  const std::string time = std::to_string(limit.count());
  return {ErrorCode::kTimeout,
          "reading \"" + file + "\" took longer than " + time +
              " s and was stopped; split the file, or raise the time limit for parsing",
          "读取“" + file + "”超过 " + time + " 秒，已停止；请拆分文件，或调高解析时限"};
}

Error CpuTimeOver(std::string_view name, seconds limit) {
  const std::string file = ShortName(name);
  const std::string time = std::to_string(limit.count());
  return {ErrorCode::kTimeout,
          "reading \"" + file + "\" took more than " + time +
              " s of processor time and was stopped; split the file, or raise the limit",
          "读取“" + file + "”占用处理器超过 " + time + " 秒，已停止；请拆分文件，或调高限制"};
}

Error MemoryOver(std::string_view name, std::size_t limit) {
  const std::string file = ShortName(name);
  const std::string size = HumanBytes(limit);
  return {ErrorCode::kTooLarge,
          "reading \"" + file + "\" needs more than " + size +
              " of memory; split the file, or raise the memory limit for parsing",
          "读取“" + file + "”所需内存超过 " + size + "；请拆分文件，或调高解析内存上限"};
}

Error Crashed(std::string_view name, const std::string& how) {
  const std::string file = ShortName(name);
  return {ErrorCode::kUnsupported,
          "the parser crashed on \"" + file + "\" (" + how +
              "); the file is damaged or of an unusual kind: save it anew in its own program and "
              "try again",
          "解析“" + file + "”时解析进程崩溃（" + how +
              "）；文件可能已损坏或格式特殊：请用原软件另存后重试"};
}

Error Stopped() {
  return {ErrorCode::kUnavailable, "the program is closing; the file is read when it runs again",
          "程序正在关闭；下次启动后会继续读取该文件"};
}

}  // namespace

ParserProcess::ParserProcess(ParserProcessOptions options, const std::atomic<bool>& stopping,
                             pid_t pid, Descriptor socket, Descriptor complaints)
    : options_(std::move(options)),
      stopping_(stopping),
      pid_(pid),
      socket_(std::move(socket)),
      complaints_(std::move(complaints)) {}

ParserProcess::~ParserProcess() { Kill(); }

Result<std::unique_ptr<ParserProcess>> ParserProcess::Start(const ParserProcessOptions& options,
                                                            const std::atomic<bool>& stopping) {
  WY_TRY(Spawned child, SpawnParser(options));
  std::unique_ptr<ParserProcess> process(new ParserProcess(
      options, stopping, child.pid, std::move(child.socket), std::move(child.complaints)));
  WY_CHECK(process->AwaitReady());
  return process;
}

Result<void> ParserProcess::AwaitReady() {
  const Deadline deadline = Deadline::After(kStartTime);
  const Watch watch = [&]() -> Result<milliseconds> {
    if (stopping_) return Stopped();
    if (deadline.Passed()) return Error{ErrorCode::kTimeout, "it did not get ready in time"};
    return deadline.Left();
  };
  Result<Frame> frame = ReceiveFrame(socket_.get(), kLongestNote, watch);
  if (frame && frame->kind == FrameKind::kReady) {
    protection_ = std::move(frame->payload);
    Log(LogLevel::kInfo, "parser process started",
        {{"pid", std::to_string(pid_)}, {"protection", protection_}});
    return {};
  }
  Kill();
  std::string reason = frame ? frame->payload : frame.error().message;
  if (const std::string complaint = Complaint(); !complaint.empty()) reason += ": " + complaint;
  return Error{ErrorCode::kUnavailable,
               "cannot start the parser '" + options_.program.string() + "': " + ShortName(reason) +
                   "; see the log, or run it with --help to try it",
               "无法启动解析程序；请查看日志，或检查安装是否完整"};
}

Result<Document> ParserProcess::Parse(const Descriptor& file, const RequestHeader& request) {
  const std::string_view name = request.name;
  usable_ = false;  // until it has answered well
  never_began_ = false;
  const Deadline wall = Deadline::After(duration_cast<milliseconds>(options_.wall_time));
  const nanoseconds cpu_end = CpuUsed() + options_.cpu_time;
  AllowCpuUntil(cpu_end);
  const Watch watch = [&] { return WatchLimits(wall, cpu_end); };

  Result<void> sent =
      SendFrame(socket_.get(), FrameKind::kRequest, EncodeRequest(request), file.get(), watch);
  Result<Frame> frame = sent ? ReceiveFrame(socket_.get(), 0, watch) : Result<Frame>(sent.error());
  if (frame && frame->kind == FrameKind::kAccepted) {
    frame = ReceiveFrame(socket_.get(), LongestAnswer(), watch);
    if (frame) return Answer(*std::move(frame), name);
  } else {
    never_began_ = frame || frame.error().code == ErrorCode::kUnavailable;
    if (frame) return WhyItDied(name);
  }
  if (stopping_) {
    Kill();
    return Stopped();
  }
  switch (frame.error().code) {
    case ErrorCode::kTimeout: {
      const bool cpu_is_over = CpuUsed() >= cpu_end;
      Kill();
      return cpu_is_over ? CpuTimeOver(name, options_.cpu_time)
                         : WallTimeOver(name, options_.wall_time);
    }
    case ErrorCode::kTooLarge:
      Kill();
      return MemoryOver(name, LongestAnswer());
    case ErrorCode::kCorruption:
      Kill();
      return Crashed(name, frame.error().message);
    default:
      return WhyItDied(name);
  }
}

Result<Document> ParserProcess::Answer(Frame frame, std::string_view name) {
  if (frame.kind == FrameKind::kDocument) {
    Result<Document> document = Decode(frame.payload);
    if (!document) return Crashed(name, document.error().message);
    usable_ = ++files_ < options_.files_per_process;
    return document;
  }
  if (frame.kind != FrameKind::kError) return Crashed(name, "it sent no answer");
  const std::optional<Error> error = DecodeError(frame.payload);
  if (!error) return Crashed(name, "its answer was none");
  usable_ = ++files_ < options_.files_per_process;
  return *error;
}

Result<milliseconds> ParserProcess::WatchLimits(Deadline wall, nanoseconds cpu_end) const {
  if (stopping_) return Stopped();
  const nanoseconds cpu_left = cpu_end - CpuUsed();
  if (wall.Passed() || cpu_left <= nanoseconds::zero()) {
    return Error{ErrorCode::kTimeout, "the time is over"};
  }
  // It has one thread, so its processor time never runs faster than the clock on the wall.
  return std::min(
      {wall.Left(), duration_cast<milliseconds>(cpu_left) + milliseconds{1}, kLookForStop});
}

nanoseconds ParserProcess::CpuUsed() const {
  clockid_t clock{};
  timespec used{};
  if (::clock_getcpuclockid(pid_, &clock) != 0 || ::clock_gettime(clock, &used) != 0) return {};
  return seconds{used.tv_sec} + nanoseconds{used.tv_nsec};
}

// The kernel's own limit ends a process that spins on after we are gone ourselves. Best effort.
void ParserProcess::AllowCpuUntil(nanoseconds end) const {
  rlimit limit{};
  if (::prlimit(pid_, RLIMIT_CPU, nullptr, &limit) != 0) return;
  limit.rlim_cur = static_cast<rlim_t>(duration_cast<seconds>(end).count() + 2);
  (void)::prlimit(pid_, RLIMIT_CPU, &limit, nullptr);
}

// Its end of the socket closed: it is dying, or has been told to.
Error ParserProcess::WhyItDied(std::string_view name) {
  const Deadline patience = Deadline::After(kTimeToDie);
  while (!reaped_ && !patience.Passed()) {
    reaped_ = ::waitpid(pid_, &exit_status_, WNOHANG) != 0;
    if (!reaped_) std::this_thread::sleep_for(milliseconds{2});
  }
  const bool died = reaped_;
  Kill();
  if (const std::string complaint = Complaint(); !complaint.empty()) {
    Log(LogLevel::kWarning, "parser process died", {{"complaint", complaint}});
  }
  if (died && WIFSIGNALED(exit_status_)) {
    const int signal = WTERMSIG(exit_status_);
    if (signal == SIGXCPU) return CpuTimeOver(name, options_.cpu_time);
    if (signal == SIGKILL) return MemoryOver(name, options_.memory_bytes);  // the kernel's choice
    return Crashed(name, "signal " + std::to_string(signal));
  }
  if (died && WEXITSTATUS(exit_status_) == kOutOfMemoryExitStatus) {
    return MemoryOver(name, options_.memory_bytes);
  }
  return Crashed(name, "exit status " + std::to_string(WEXITSTATUS(exit_status_)));
}

void ParserProcess::Kill() {
  usable_ = false;
  if (reaped_) return;
  (void)::kill(-pid_, SIGKILL);  // its process group
  (void)::kill(pid_, SIGKILL);
  while (::waitpid(pid_, &exit_status_, 0) < 0 && errno == EINTR) {
  }
  reaped_ = true;
}

std::string ParserProcess::Complaint() const {
  std::array<char, kLongestNote> text{};
  const ssize_t size = ::read(complaints_.get(), text.data(), text.size());
  return size > 0 ? std::string(text.data(), static_cast<std::size_t>(size)) : std::string();
}

}  // namespace wenyuan::parse
