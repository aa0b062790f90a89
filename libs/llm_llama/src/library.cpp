#include "library.h"

#include <dlfcn.h>
#include <llama.h>

#include <cctype>
#include <filesystem>
#include <mutex>
#include <string_view>
#include <utility>

#include "wenyuan/base/log.h"

namespace wenyuan::llm_llama {
namespace {

constexpr std::string_view kVersion = "0.5.0";  // of the headers; the library adds "-dev"

// What was said, in pieces of lines, from any thread.
struct Speech {
  std::mutex mutex;
  std::string line;
  LogLevel worst = LogLevel::kDebug;
  std::string complaint;
};
Speech& TheSpeech() {
  static Speech speech;
  return speech;
}

// An encode that we stopped ourselves is no error; ggml's status for it is 1, llama_encode's is 2.
bool IsAboutStopping(std::string_view line) {
  return line.ends_with("failed with error 1") || line.ends_with("compute status: 1") ||
         line.ends_with("failed to encode, ret = 2");
}

// Says nothing of a model without a line break: every embedder lacks one.
bool IsHarmless(std::string_view line) {
  return line.find("vocab missing newline token") != std::string_view::npos ||
         IsAboutStopping(line);
}

void TakeLog(ggml_log_level level, const char* piece, void*) {
  Speech& speech = TheSpeech();
  const std::lock_guard lock(speech.mutex);
  // What libllama warns of (a token that looks like another kind) is for who made the file: a
  // server's log has it, a command's terminal does not.
  if (level == GGML_LOG_LEVEL_WARN) speech.worst = LogLevel::kInfo;
  if (level == GGML_LOG_LEVEL_ERROR) speech.worst = LogLevel::kError;
  for (const char letter : std::string_view(piece)) {
    if (letter != '\n') {
      speech.line += letter;
      continue;
    }
    if (IsHarmless(speech.line)) speech.worst = LogLevel::kDebug;
    if (!speech.line.empty()) Log(speech.worst, "libllama", {{"says", speech.line}});
    // The first error is the cause; those behind it say that it went wrong.
    if (speech.worst == LogLevel::kError && speech.complaint.empty())
      speech.complaint = speech.line;
    speech.line.clear();
    speech.worst = LogLevel::kDebug;
  }
}

// "CPU" and the variant that was chosen: the file that its back end came from has it in its name.
std::string Processor() {
  const ggml_backend_reg_t cpu = ggml_backend_reg_by_name("CPU");
  if (cpu == nullptr) return {};
  Dl_info where{};
  void* inside = ggml_backend_reg_get_proc_address(cpu, "ggml_backend_set_n_threads");
  std::string name = "CPU";
  if (inside != nullptr && ::dladdr(inside, &where) != 0 && where.dli_fname != nullptr) {
    const std::string stem = std::filesystem::path(where.dli_fname).stem();
    constexpr std::string_view kPrefix = "libggml-cpu-";
    if (stem.starts_with(kPrefix)) name += " " + stem.substr(kPrefix.size());
  }
  return name;
}

Result<std::string> Open() {
  ::llama_log_set(TakeLog, nullptr);
  const std::string_view version = ::llama_version();
  if (!version.starts_with(kVersion)) {
    return Error{ErrorCode::kInternal, "libllama is version " + std::string(version) +
                                           ", but this program was built for " +
                                           std::string(kVersion) + "; build or install it again"};
  }
  Dl_info where{};
  if (::dladdr(reinterpret_cast<const void*>(&::llama_backend_init), &where) == 0) {
    return Error{ErrorCode::kInternal, "cannot find where libllama was loaded from"};
  }
  const std::filesystem::path folder = std::filesystem::path(where.dli_fname).parent_path();
  ::ggml_backend_load_all_from_path(folder.c_str());
  ::llama_backend_init();
  std::string processor = Processor();
  if (processor.empty()) {
    return Error{ErrorCode::kInternal,
                 "there is no code for this processor (libggml-cpu-….so) in '" + folder.string() +
                     "'; build or install it again"};
  }
  return processor;
}

}  // namespace

std::string TakeComplaint() {
  Speech& speech = TheSpeech();
  const std::lock_guard lock(speech.mutex);
  return std::exchange(speech.complaint, {});
}

Result<std::string> OpenLibrary() {
  static const Result<std::string> opened = Open();
  return opened;
}

}  // namespace wenyuan::llm_llama
