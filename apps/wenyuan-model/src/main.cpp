// wenyuan-model: writes answers, turns texts into vectors and scores, over HTTP, as OpenAI's API
// has it.
#include <malloc.h>
#include <signal.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <unistd.h>

#include <charconv>
#include <chrono>
#include <cstdlib>
#include <future>
#include <iostream>
#include <string>

#include "options.h"
#include "routes.h"
#include "tool.h"
#include "wenyuan/base/locale.h"
#include "wenyuan/base/log.h"
#include "wenyuan/http/server.h"

namespace {

using wenyuan::Error;
using wenyuan::ErrorCode;
using wenyuan::Result;
using wenyuan::model::Options;

constexpr auto kPatience = std::chrono::seconds(2);

Result<wenyuan::http::ServerOptions> Place(const std::string& listen) {
  wenyuan::http::ServerOptions options;
  // Enough for all that may wait in the queues and for answers, so that the next is refused rather
  // than unanswered.
  options.worker_threads = 384;
  options.max_body_bytes = std::uint64_t{64} << 20U;
  if (listen.starts_with("unix:")) {
    options.unix_socket = listen.substr(5);
    options.address.clear();
    return options;
  }
  const std::size_t colon = listen.rfind(':');
  unsigned port = 0;
  const char* end = listen.data() + listen.size();
  if (colon == std::string::npos ||
      std::from_chars(listen.data() + colon + 1, end, port).ptr != end || port > 65535) {
    return Error{ErrorCode::kInvalidArgument,
                 "--listen '" + listen + "' is neither unix:PATH nor ADDRESS:PORT",
                 "--listen “" + listen + "”应为 unix:路径 或 地址:端口"};
  }
  options.address = listen.substr(0, colon);
  if (options.address.starts_with('[') && options.address.ends_with(']')) {
    options.address = options.address.substr(1, options.address.size() - 2);
  }
  options.port = static_cast<std::uint16_t>(port);
  return options;
}

Result<wenyuan::model::Service> Load(const Options& options) {
  wenyuan::model::Service service;
  if (const char* key = std::getenv("WENYUAN_MODEL_KEY"); key != nullptr) service.key = key;
  wenyuan::model::LoadOptions load;
  load.limits.background_nice = options.background_nice;
  load.encoder.threads = options.threads;
  if (!options.embedder.empty()) {
    load.encoder.model = options.embedder;
    load.encoder.max_tokens = load.encoder.batch_tokens = options.max_tokens;
    load.query_prefix = options.query_prefix;
    load.passage_prefix = options.passage_prefix;
    WY_TRY(service.embedder, LoadEmbedder(load));
  }
  if (!options.reranker.empty()) {
    load.encoder.model = options.reranker;
    load.encoder.max_tokens = load.encoder.batch_tokens = options.rerank_tokens;
    WY_TRY(service.reranker, LoadReranker(load));
  }
  return service;
}

// Loads the model that writes, while the server says so; false when it was told to end meanwhile.
Result<bool> LoadInto(wenyuan::model::WriterPlace& place, const Options& options,
                      const sigset_t& signals) {
  WY_TRY(wenyuan::model::WriterOptions writer, wenyuan::model::WriterOptionsOf(options));
  bool ended = false;
  writer.model.progress = [&](float done) {
    const timespec now{};
    ended = ended || ::sigtimedwait(&signals, nullptr, &now) > 0;
    place.Progress(done);
    return !ended;
  };
  auto loaded = wenyuan::model::LoadWriter(writer);
  if (ended) return false;
  if (!loaded) return loaded.error();
  const auto& info = (*loaded)->model->info();
  wenyuan::Log(wenyuan::LogLevel::kInfo, "model loaded",
               {{"kind", "generator"},
                {"model", (*loaded)->id},
                {"description", info.description},
                {"processor", info.processor},
                {"cells", std::to_string((*loaded)->engine->info().cells)}});
  place.Put(*std::move(loaded));
  return true;
}

// Encoders cannot be loaded by halves. Who ends us meanwhile waits for nobody's answer, so nothing
// is lost by ending at once.
Result<wenyuan::model::Service> LoadUnlessEnded(const Options& options, const sigset_t& signals) {
  constexpr timespec kLook{0, 5'000'000};
  auto loading = std::async(std::launch::async, [&options] { return Load(options); });
  while (loading.wait_for(std::chrono::seconds(0)) != std::future_status::ready) {
    if (::sigtimedwait(&signals, nullptr, &kLook) > 0) ::_exit(0);
  }
  return loading.get();
}

Result<void> Run(const Options& options, const sigset_t& signals) {
  WY_TRY(const auto place, Place(options.listen));
  wenyuan::model::WriterPlace writer;
  WY_TRY(wenyuan::model::Service service, LoadUnlessEnded(options, signals));
  if (!options.model.empty()) {
    service.writer = &writer;
    writer.Progress(0);
  }
  WY_TRY(const auto server, StartServer(place, wenyuan::model::MakeHandler(service)));
  for (const auto* model : {&service.embedder, &service.reranker}) {
    if (!*model) continue;
    const auto& card = (*model)->card;
    wenyuan::Log(wenyuan::LogLevel::kInfo, "model loaded",
                 {{"kind", card.kind}, {"model", card.id}, {"processor", card.processor}});
  }
  if (!options.model.empty()) {
    WY_TRY(const bool wanted, LoadInto(writer, options, signals));
    if (!wanted) return {};
  }
  const std::string where = place.unix_socket.empty()
                                ? place.address + ":" + std::to_string(server->port())
                                : place.unix_socket.string();
  wenyuan::Log(wenyuan::LogLevel::kInfo, "model server ready", {{"listens", where}});
  int received = 0;
  sigwait(&signals, &received);
  server->Stop(kPatience);
  return {};
}

// A model server without the server that started it would hold memory for nobody.
bool EndWith(pid_t parent) {
  return ::prctl(PR_SET_PDEATHSIG, SIGKILL) == 0 && ::getppid() == parent;
}

}  // namespace

int main(int argc, char** argv) {
  if (argc > 1 && wenyuan::model::IsTool(argv[1])) {
    ::setenv("GGML_NO_BACKTRACE", "1", 1);
    return wenyuan::model::RunTool(argc, argv);
  }
  int status = 0;
  const std::optional<Options> read = wenyuan::model::ReadOptions(argc, argv, status);
  if (!read) return status;
  const Options& options = *read;
  wenyuan::SetLogLevel(options.log_level);
  if (options.parent != 0 && !EndWith(options.parent)) return 0;
  // Many threads that mostly wait would each keep memory of their own.
  ::mallopt(M_ARENA_MAX, 2);
  // A core file would hold people's questions.
  const rlimit no_core{0, 0};
  ::setrlimit(RLIMIT_CORE, &no_core);
  // When ggml gives up it would start a debugger for a trace that nobody reads.
  ::setenv("GGML_NO_BACKTRACE", "1", 1);
  // Blocked before any thread starts, so that only sigwait sees them.
  sigset_t signals;
  sigemptyset(&signals);
  sigaddset(&signals, SIGINT);
  sigaddset(&signals, SIGTERM);
  pthread_sigmask(SIG_BLOCK, &signals, nullptr);
  signal(SIGPIPE, SIG_IGN);
  const Result<void> done = Run(options, signals);
  if (done) return 0;
  const Error& error = done.error();
  const bool chinese = wenyuan::LanguageOfLocale() == wenyuan::Language::kChinese;
  if (options.parent != 0 || !chinese || error.message_zh.empty()) {
    std::cerr << "wenyuan-model: " << error.message << std::endl;
  }
  // The server that started it tells people in their own language.
  if ((options.parent != 0 || chinese) && !error.message_zh.empty()) {
    std::cerr << "wenyuan-model：" << error.message_zh << std::endl;
  }
  return 1;
}
