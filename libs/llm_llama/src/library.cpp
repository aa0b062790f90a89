#include "library.h"

#include <dlfcn.h>
#include <llama.h>

#include <cctype>
#include <filesystem>
#include <mutex>
#include <string_view>

#include "wenyuan/base/log.h"

namespace wenyuan::llm_llama {
namespace {

constexpr std::string_view kVersion = "0.5.0";  // of the headers; the library adds "-dev"

// The library speaks in pieces of lines, from any thread.
void TakeLog(ggml_log_level level, const char* piece, void*) {
  static std::mutex mutex;
  static std::string line;
  static LogLevel worst = LogLevel::kDebug;
  const std::lock_guard lock(mutex);
  if (level == GGML_LOG_LEVEL_WARN) worst = LogLevel::kWarning;
  if (level == GGML_LOG_LEVEL_ERROR) worst = LogLevel::kError;
  for (const char letter : std::string_view(piece)) {
    if (letter != '\n') {
      line += letter;
      continue;
    }
    if (!line.empty()) Log(worst, "libllama", {{"says", line}});
    line.clear();
    worst = LogLevel::kDebug;
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

Result<std::string> OpenLibrary() {
  static const Result<std::string> opened = Open();
  return opened;
}

}  // namespace wenyuan::llm_llama
