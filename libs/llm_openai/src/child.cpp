#include "child.h"

#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <chrono>
#include <string_view>
#include <thread>
#include <utility>

#include "wenyuan/base/memory_file.h"
#include "wenyuan/base/spawn.h"
#include "wenyuan/base/system_reason.h"

namespace wenyuan::llm_openai {
namespace {

constexpr std::string_view kOwnName = "wenyuan-model: ";  // who says it is known
constexpr int kSecretDescriptor = 3;                      // of kSecretFile
constexpr std::size_t kLongestLine = 1000;
constexpr int kStepsToEnd = 200;
constexpr std::chrono::milliseconds kStep{10};

}  // namespace

Result<Child> Child::Start(const std::filesystem::path& program,
                           const std::vector<std::string>& arguments, std::string_view secret) {
  Descriptor file;
  if (!secret.empty()) {
    WY_TRY(file, MakeMemoryFile(secret));
  }
  std::array<int, 2> pipe{};
  if (::pipe2(pipe.data(), O_CLOEXEC) != 0) {
    const SystemReason why = ReasonOf(errno);
    return Error{ErrorCode::kResourceExhausted,
                 "cannot open a pipe for the model server: " + why.english,
                 "无法为模型服务建立管道：" + why.chinese};
  }
  Child child(0, pipe[0]);
  ::fcntl(pipe[0], F_SETFL, O_NONBLOCK);
  SpawnRequest request;
  request.program = program;
  request.arguments = arguments;
  // Ours but for what is meant for ourselves, or for a model server that others start: a key, say.
  request.environment = EnvironmentWithout("WENYUAN_");
  request.descriptors = {{1, pipe[1]}, {2, pipe[1]}};
  if (file) request.descriptors.emplace_back(kSecretDescriptor, file.get());
  const Result<pid_t> started = Spawn(request);
  ::close(pipe[1]);
  if (!started) return started.error();
  child.pid_ = *started;
  return child;
}

Child::Child(Child&& other) noexcept
    : pid_(std::exchange(other.pid_, 0)),
      words_(std::exchange(other.words_, -1)),
      line_(std::move(other.line_)),
      last_line_(std::move(other.last_line_)),
      ended_(std::move(other.ended_)) {}

Child::~Child() {
  if (pid_ != 0) {
    ::kill(pid_, SIGKILL);
    while (::waitpid(pid_, nullptr, 0) < 0 && errno == EINTR) {
    }
  }
  if (words_ >= 0) ::close(words_);
}

void Child::Listen(int milliseconds) {
  pollfd words{words_, POLLIN, 0};
  // An end that was closed would answer at once, again and again.
  if (words_ < 0 || ::poll(&words, 1, milliseconds) <= 0) return;
  std::array<char, 4096> bytes{};
  const ssize_t size = ::read(words_, bytes.data(), bytes.size());
  if (size == 0) std::this_thread::sleep_for(kStep);
  for (ssize_t i = 0; i < size; ++i) Take(bytes[static_cast<std::size_t>(i)]);
}

void Child::Take(char letter) {
  if (letter != '\n') {
    const auto byte = static_cast<unsigned char>(letter);
    if (line_.size() < kLongestLine) line_ += byte < 0x20U || byte == 0x7F ? ' ' : letter;
    return;
  }
  if (line_.starts_with(kInChinese)) {
    last_line_.chinese = line_.substr(kInChinese.size());
  } else if (!line_.empty()) {
    const std::string said = line_.starts_with(kOwnName) ? line_.substr(kOwnName.size()) : line_;
    last_line_ = {said, said};
  }
  line_ += '\n';
  // To our own standard error; when that is closed there is nobody to tell.
  [[maybe_unused]] const ssize_t written = ::write(2, line_.data(), line_.size());
  line_.clear();
}

std::optional<Words> Child::Ended() {
  if (pid_ == 0) return ended_;
  int status = 0;
  if (::waitpid(pid_, &status, WNOHANG) != pid_) return std::nullopt;
  pid_ = 0;
  Listen(0);  // its last words
  const bool killed = WIFSIGNALED(status);
  const std::string number = std::to_string(killed ? WTERMSIG(status) : WEXITSTATUS(status));
  ended_ = {(killed ? "signal " : "exit status ") + number,
            (killed ? "信号 " : "退出状态 ") + number};
  return ended_;
}

void Child::End() {
  if (pid_ != 0) ::kill(pid_, SIGTERM);
  for (int step = 0; step < kStepsToEnd && !Ended(); ++step) std::this_thread::sleep_for(kStep);
  if (pid_ != 0) ::kill(pid_, SIGKILL);
  while (!Ended()) std::this_thread::sleep_for(kStep);
}

}  // namespace wenyuan::llm_openai
