#include "model_tool.h"

#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <boost/json/parse.hpp>
#include <cerrno>
#include <chrono>
#include <utility>

#include "../json.h"
#include "../quantity.h"
#include "wenyuan/base/descriptor.h"
#include "wenyuan/base/memory_file.h"
#include "wenyuan/base/spawn.h"
#include "wenyuan/base/system_reason.h"

namespace wenyuan::app {
namespace {

namespace json = boost::json;

constexpr int kPollMillis = 200;
constexpr std::size_t kLongestLine = std::size_t{64} << 20U;  // answers and their texts
constexpr std::size_t kLastWords = 2'000;

Error NoPipe() {
  const SystemReason why = ReasonOf(errno);
  return Error{ErrorCode::kResourceExhausted,
               "cannot open a pipe for wenyuan-model: " + why.english,
               "无法为 wenyuan-model 建立管道：" + why.chinese};
}

std::string LastLine(const Descriptor& words) {
  const off_t size = ::lseek(words.get(), 0, SEEK_END);
  std::string text(kLastWords, '\0');
  const ssize_t read = ::pread(words.get(), text.data(), text.size(),
                               std::max<off_t>(0, size - static_cast<off_t>(kLastWords)));
  text.resize(read > 0 ? static_cast<std::size_t>(read) : 0);
  while (!text.empty() && text.back() == '\n') text.pop_back();
  return text.substr(text.rfind('\n') + 1);
}

struct Streams {
  Descriptor in;
  Descriptor out;  // the end that it writes to
  Descriptor words;
};

Result<pid_t> Start(const ModelToolCall& call, const Streams& streams) {
  SpawnRequest request;
  request.program = call.program;
  request.arguments = call.arguments;
  request.arguments.insert(request.arguments.end(), {"--end-with", std::to_string(::getpid())});
  request.environment = EnvironmentWithout("WENYUAN_");
  request.descriptors = {{0, streams.in.get()}, {1, streams.out.get()}, {2, streams.words.get()}};
  request.own_group = false;  // who stops the command at a terminal stops the work, too
  WY_TRY(const pid_t child, Spawn(request));
  if (call.nice != 0) ::setpriority(PRIO_PROCESS, static_cast<id_t>(child), call.nice);
  return child;
}

std::string Wait(pid_t child) {
  int status = 0;
  while (::waitpid(child, &status, 0) < 0 && errno == EINTR) {
  }
  return WIFSIGNALED(status) ? "signal " + std::to_string(WTERMSIG(status))
                             : "exit status " + std::to_string(WEXITSTATUS(status));
}

// What the lines of the tool tell.
class Listening {
 public:
  explicit Listening(const ToolListener& listener) : listener_(listener) {}

  void Take(std::string_view bytes) {
    for (const char letter : bytes) {
      if (letter != '\n') {
        if (line_.size() < kLongestLine) line_ += letter;
        continue;
      }
      TakeLine();
      line_.clear();
    }
  }

  [[nodiscard]] const json::object& last() const { return last_; }

 private:
  void TakeLine() {
    boost::system::error_code failed;
    const json::value line = json::parse(line_, failed);
    if (failed || !line.is_object()) return;
    if (!line.as_object().contains("stage")) {
      last_ = line.as_object();
    } else if (listener_) {
      listener_(TextOf(line, "stage"), static_cast<std::uint64_t>(IntegerOf(line, "done")),
                static_cast<std::uint64_t>(IntegerOf(line, "all")));
    }
  }

  const ToolListener& listener_;
  std::string line_;
  json::object last_;
};

Result<json::object> Outcome(const json::object& last, const std::string& how,
                             const std::string& words) {
  if (const json::value* result = last.if_contains("result")) return result->as_object();
  if (const json::value* error = last.if_contains("error")) {
    return Error{ErrorCodeFromName(TextOf(*error, "code")).value_or(ErrorCode::kInternal),
                 TextOf(*error, "message"), TextOf(*error, "message_zh")};
  }
  return Error{ErrorCode::kInternal,
               "wenyuan-model ended (" + how + ")" + (words.empty() ? "" : ": " + words),
               "wenyuan-model 意外结束（" + how + "）" + (words.empty() ? "" : "：" + words)};
}

}  // namespace

Result<json::object> RunModelTool(const ModelToolCall& call, const ToolListener& listener,
                                  std::stop_token stop) {
  std::array<int, 2> pipe{};
  if (::pipe2(pipe.data(), O_CLOEXEC) != 0) return NoPipe();
  const Descriptor reads(pipe[0]);
  Streams streams;
  streams.out = Descriptor(pipe[1]);
  WY_TRY(streams.in, MakeMemoryFile(call.input));
  WY_TRY(streams.words, MakeMemoryFile({}));
  WY_TRY(const pid_t child, Start(call, streams));
  streams.out = Descriptor();
  Listening listening(listener);
  std::array<char, 65'536> bytes{};
  bool told = false;
  while (true) {
    if (stop.stop_requested() && !told) {
      ::kill(child, SIGTERM);
      told = true;
    }
    pollfd words{reads.get(), POLLIN, 0};
    if (::poll(&words, 1, kPollMillis) <= 0) continue;
    const ssize_t size = ::read(reads.get(), bytes.data(), bytes.size());
    if (size < 0 && errno == EINTR) continue;
    if (size <= 0) break;
    listening.Take({bytes.data(), static_cast<std::size_t>(size)});
  }
  const std::string how = Wait(child);
  if (told && !listening.last().contains("result")) {
    return Error{ErrorCode::kCancelled, "it was stopped", "已停止"};
  }
  return Outcome(listening.last(), how, LastLine(streams.words));
}

ToolListener ShowToolProgress(Terminal& terminal) {
  using Clock = std::chrono::steady_clock;
  return [&terminal, stage_now = std::string(), begin = Clock::now(), first = std::uint64_t{0}](
             const std::string& stage, std::uint64_t done, std::uint64_t all) mutable {
    if (stage != stage_now) {
      stage_now = stage;
      begin = Clock::now();
      first = done;
    }
    const double seconds = std::chrono::duration<double>(Clock::now() - begin).count();
    const double rate =
        seconds > 0 ? static_cast<double>(done - std::min(first, done)) / seconds : 0;
    std::string text;
    if (stage == "write") text = terminal.Say("writing ", "正在写入 ");
    if (stage == "importance") text = terminal.Say("reading what matters ", "正在计算重要性 ");
    if (stage == "load") text = terminal.Say("loading ", "正在加载 ");
    if (stage == "speed") text = terminal.Say("measuring speed ", "正在测速 ");
    if (stage == "text") text = terminal.Say("reading the text ", "正在评测文本 ");
    if (stage == "answers") text = terminal.Say("answering questions ", "正在回答问题 ");
    text += FormatShare(static_cast<double>(done), static_cast<double>(all));
    if (stage == "write") {
      text += " / " + FormatBytes(static_cast<double>(all)) +
              std::string(terminal.Say(", ", "，")) + FormatBytes(rate) + "/s";
    }
    if (rate > 0 && done < all) {
      text += std::string(terminal.Say(", ", "，")) +
              FormatDecimal(static_cast<double>(all - done) / rate, 0) +
              std::string(terminal.Say(" s left", " 秒后完成"));
    }
    terminal.Progress(text);
  };
}

}  // namespace wenyuan::app
