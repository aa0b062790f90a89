// wenyuan-model: turns texts into vectors and scores over HTTP, as OpenAI's API has it.
#include <malloc.h>
#include <signal.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <unistd.h>

#include <CLI/CLI.hpp>
#include <charconv>
#include <cstdlib>
#include <iostream>
#include <string>

#include "routes.h"
#include "wenyuan/base/log.h"
#include "wenyuan/http/server.h"

namespace {

using wenyuan::Error;
using wenyuan::ErrorCode;
using wenyuan::Result;

constexpr auto kPatience = std::chrono::seconds(2);

struct Options {
  std::string embedder;
  std::string reranker;
  std::string listen = "127.0.0.1:8780";
  std::uint32_t threads = 1;
  std::uint32_t max_tokens = 256;
  std::uint32_t rerank_tokens = 512;
  int background_nice = 10;
  std::optional<std::string> query_prefix;
  std::optional<std::string> passage_prefix;
  pid_t parent = 0;
};

constexpr const char* kMore = R"(Examples
  wenyuan-model --embedder e5-small-q4_0.gguf --listen unix:/run/model.sock
  wenyuan-model --embedder e5-small-q4_0.gguf --listen 127.0.0.1:8780
  curl -s 127.0.0.1:8780/v1/embeddings -d '{"input": ["passage one", "passage two"], "input_type": "passage"}'
  curl -s 127.0.0.1:8780/v1/rerank -d '{"query": "…", "documents": ["…", "…"]}'

"input_type" puts the model's own prefix before the text ("query: " for a question with e5). Queries overtake
passages; the header X-Wenyuan-Priority: query|background says it otherwise.
With the environment variable WENYUAN_MODEL_KEY set, requests must bring it: Authorization: Bearer KEY.)";

Result<wenyuan::http::ServerOptions> Place(const std::string& listen) {
  wenyuan::http::ServerOptions options;
  // Enough for all that may wait in the queues, so that the next is refused rather than unanswered.
  options.worker_threads = 192;
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
                 "--listen '" + listen + "' is neither unix:PATH nor ADDRESS:PORT"};
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

Result<void> Run(const Options& options, const sigset_t& signals) {
  WY_TRY(const auto place, Place(options.listen));
  WY_TRY(const wenyuan::model::Service service, Load(options));
  WY_TRY(const auto server, StartServer(place, wenyuan::model::MakeHandler(service)));
  for (const auto* model : {&service.embedder, &service.reranker}) {
    if (!*model) continue;
    const auto& card = (*model)->card;
    wenyuan::Log(wenyuan::LogLevel::kInfo, "model loaded",
                 {{"kind", card.kind}, {"model", card.id}, {"processor", card.processor}});
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
  CLI::App app{"Loads a model and turns texts into vectors and scores over HTTP (OpenAI's API)."};
  Options options;
  app.set_version_flag("--version", "wenyuan-model " WENYUAN_VERSION);
  app.add_option("--embedder", options.embedder, "GGUF file for /v1/embeddings")->type_name("FILE");
  app.add_option("--reranker", options.reranker, "GGUF file of a cross-encoder for /v1/rerank")
      ->type_name("FILE");
  app.add_option("--listen", options.listen, "unix:PATH (only for its own user) or ADDRESS:PORT")
      ->capture_default_str();
  app.add_option("--threads", options.threads,
                 "Threads of the model. More than one is slower where others use the cores, too")
      ->capture_default_str();
  app.add_option("--max-tokens", options.max_tokens,
                 "Of a text; what lies behind is not read. Memory grows with it")
      ->capture_default_str();
  app.add_option("--rerank-tokens", options.rerank_tokens, "Of question and passage together")
      ->capture_default_str();
  app.add_option("--query-prefix", options.query_prefix,
                 "What the model wants before a question, when its name does not tell");
  app.add_option("--passage-prefix", options.passage_prefix, "The same for a passage");
  app.add_option("--background-nice", options.background_nice,
                 "How much other programs go before background work, 0 to 19")
      ->check(CLI::Range(0, 19))
      ->capture_default_str();
  app.add_option("--end-with", options.parent, "Ends when this process does (the server gives it)");
  app.footer(kMore);
  CLI11_PARSE(app, argc, argv);
  if (options.embedder.empty() && options.reranker.empty()) {
    std::cerr << "wenyuan-model: give --embedder or --reranker, or see --help" << std::endl;
    return 2;
  }
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
  if (!done) std::cerr << "wenyuan-model: " << done.error().message << std::endl;
  return done ? 0 : 1;
}
