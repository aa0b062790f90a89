#pragma once

#include <chrono>
#include <cstddef>
#include <filesystem>
#include <functional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "wenyuan/access/access.h"
#include "wenyuan/answer/answerer.h"
#include "wenyuan/answer/classifier.h"
#include "wenyuan/answer/summarizer.h"
#include "wenyuan/api/models.h"
#include "wenyuan/base/clock.h"
#include "wenyuan/base/files.h"
#include "wenyuan/http/message.h"
#include "wenyuan/ingest/ingest.h"
#include "wenyuan/llm/embedder.h"
#include "wenyuan/quality/runner.h"
#include "wenyuan/quality/trials.h"
#include "wenyuan/search/searcher.h"
#include "wenyuan/search/suggester.h"
#include "wenyuan/store/blobs.h"
#include "wenyuan/store/store.h"
#include "wenyuan/text/analyzer.h"

namespace wenyuan::api {

// Of one call that changes the readers of many documents; more are told in several.
inline constexpr std::size_t kMostDocumentsAtOnce = 1000;

// A number for /metrics, asked for at each scrape. `name` starts with "wenyuan_".
struct Gauge {
  std::string name;
  std::string help;
  double value = 0;
};

// The words that the house adds to the language: files that the analyzer reads again when they were
// changed. Without an analyzer the routes for words are not supported.
struct OwnWords {
  text::Analyzer* analyzer = nullptr;
  FileSystem* files = nullptr;
  std::filesystem::path dictionary = {};
  std::filesystem::path synonyms = {};
};

// What the routes are made of; all of it outlives the handler.
struct Services {
  store::Store& store;
  store::Blobs& blobs;
  const access::Access& access;
  ingest::Ingest& ingest;
  const search::Searcher& searcher;
  const answer::Answerer& answerer;
  const Clock& clock;

  std::string version = {};
  // Host names under which we are reached, besides localhost and any IP address: a name that is not
  // ours may point here only to let a foreign page speak to us (DNS rebinding).
  std::vector<std::string> allowed_hosts = {};
  bool tls = false;  // we are reached over https only: cookies are Secure and __Host-
  std::function<Result<void>()> ready = {};         // for /readyz; none: ready at once
  std::function<std::vector<Gauge>()> gauges = {};  // more for /metrics
  const search::Suggester* suggester = nullptr;     // none: nothing is suggested
  const answer::Summarizer* summarizer = nullptr;   // none: the routes for it are not supported
  const answer::Classifier* classifier = nullptr;   // the same
  const llm::Reranker* reranker = nullptr;          // for the status; none: none is set up
  OwnWords words = {};
  Models* models = nullptr;     // none: the routes for models are not supported
  quality::Tuning tuning = {};  // of libraries without their own
  // What a library's answers depend on besides the program and its index (weights, embedder), for
  // the record of a quality run. None: nothing more.
  std::function<quality::Settings(store::LibraryNumber)> search_settings = {};
};

// A file of the console. The views point to what lives as long as the program.
struct StaticFile {
  std::string_view path;          // "/assets/index-4f2a.js"
  std::string_view content_type;  // "text/javascript"
  std::string_view etag;          // quoted, as the header wants it
  std::string_view bytes;
  std::string_view gzip;  // the same, compressed; empty: not worth it
};
// In any order; "/index.html" serves every path that is none of ours. Empty: no console.
using StaticFiles = std::span<const StaticFile>;

// Serves docs/openapi.yaml, /healthz, /readyz, /metrics and the console. Any thread.
http::Handler MakeHandler(Services services, StaticFiles console);

// Every route there is, for a test that compares them with docs/openapi.yaml.
struct RouteName {
  std::string_view method;
  std::string_view path;  // "/api/v1/documents/{id}"
};
std::vector<RouteName> Routes();

}  // namespace wenyuan::api
