#include <algorithm>
#include <array>

#include "filters.h"
#include "problem.h"
#include "routes.h"
#include "views.h"
#include "wenyuan/access/by_reader.h"

namespace wenyuan::api {
namespace {

constexpr std::size_t kShownRunning = 100;
constexpr std::size_t kShownFailed = 1000;
constexpr std::size_t kDocumentsPerEvent = 200;
constexpr std::chrono::seconds kLook{1};        // how soon a client that left is noticed
constexpr std::chrono::seconds kHeartbeat{15};  // below the usual idle limit of proxies

Result<Json> IndexView(const Call& call) {
  if (!call.services().access.Administrator(call.who.asker)) return Json(nullptr);
  WY_TRY(const auto libraries, call.services().store.libraries().List());
  index::LibraryIndex::Size sum;
  for (const store::Library& library : libraries) {
    const index::LibraryIndex* index = call.services().ingest.IndexOf(library.number);
    if (index == nullptr) continue;
    const auto size = index->size();
    sum = {sum.chunks + size.chunks, sum.bytes + size.bytes, sum.segments + size.segments};
  }
  return Json{{"chunks", sum.chunks}, {"bytes", sum.bytes}, {"segments", sum.segments}};
}

// How far passages have their vectors, over the libraries the asker may read.
Result<Json> EmbeddingView(const Call& call) {
  using State = ingest::EmbeddingProgress::State;
  WY_TRY(const auto rights,
         access::LibrariesByReader(call.services().store, call.who.asker, store::Role::kReader));
  ingest::EmbeddingProgress all;
  all.state = State::kDone;
  if (rights.empty()) all = call.services().ingest.Embedding(0);
  for (const access::LibraryRights& right : rights) {
    ingest::EmbeddingProgress one = call.services().ingest.Embedding(right.library.number);
    all.passages += one.passages;
    all.embedded += one.embedded;
    all.replacing = all.replacing || one.replacing;
    if (one.state == State::kDone) {
      all.model = one.model;
    } else if (all.state == State::kDone || one.state == State::kAway) {
      all.state = one.state;
      all.model = one.model;
      all.reason = std::move(one.reason);
      all.reason_zh = std::move(one.reason_zh);
    }
  }
  static constexpr std::array<std::string_view, 4> kNames = {"off", "away", "working", "done"};
  const bool chinese = call.language == Language::kChinese && !all.reason_zh.empty();
  return Json{{"state", kNames.at(static_cast<std::size_t>(all.state))},
              {"model", all.model},
              {"passages", all.passages},
              {"embedded", all.embedded},
              {"replacing", all.replacing},
              {"reason", chinese ? all.reason_zh : all.reason}};
}

// Whether the model that puts the first passages in order answers.
Json RerankerView(const Call& call) {
  constexpr std::chrono::milliseconds kPatience{200};
  const llm::Reranker* const one = call.services().reranker;
  const auto reranker = one == nullptr ? nullptr : one->Now();
  if (reranker == nullptr) return {{"state", "off"}, {"model", ""}, {"reason", ""}};
  const auto model = reranker->Model(Deadline::After(kPatience));
  if (model) return {{"state", "ready"}, {"model", *model}, {"reason", ""}};
  return {{"state", "away"}, {"model", ""}, {"reason", model.error().In(call.language)}};
}

Json VisionView(const Call& call, const ingest::RecognitionProgress& progress) {
  const std::string& reason =
      call.language == Language::kChinese && !progress.vision_reason_zh.empty()
          ? progress.vision_reason_zh
          : progress.vision_reason;
  const char* const state = progress.vision.empty() ? "off" : reason.empty() ? "ready" : "away";
  return {{"state", state}, {"name", progress.vision}, {"reason", reason}};
}

Json OcrView(const Call& call) {
  static constexpr std::array<std::string_view, 4> kNames = {"off", "away", "working", "idle"};
  const ingest::RecognitionProgress progress = call.services().ingest.Recognition();
  const bool chinese = call.language == Language::kChinese && !progress.reason_zh.empty();
  return {{"state", kNames.at(static_cast<std::size_t>(progress.state))},
          {"recogniser", progress.recogniser},
          {"reason", chinese ? progress.reason_zh : progress.reason},
          {"vision", VisionView(call, progress)}};
}

Result<Reply> Status(Call& call) {
  WY_TRY(const store::DocumentFilter filter, VisibleTo(call, {}));
  WY_TRY(const auto counts, call.services().store.jobs().Count(filter));
  WY_TRY(Json index, IndexView(call));
  WY_TRY(Json embedding, EmbeddingView(call));
  return JsonReply(200, {{"version", call.services().version},
                         {"started", IsoTime(call.state.started)},
                         {"libraries", filter.libraries.size()},
                         {"counts", CountsView(counts)},
                         {"index", std::move(index)},
                         {"embedding", std::move(embedding)},
                         {"reranker", RerankerView(call)},
                         {"recognition", OcrView(call)}});
}

Json ByReason(const Call& call, const DocumentViews& views,
              const std::vector<store::Document>& documents) {
  std::vector<std::pair<std::string, Json::Array>> groups;
  for (const store::Document& document : documents) {
    const bool chinese = call.language == Language::kChinese && !document.reason_zh.empty();
    const std::string& reason = chinese ? document.reason_zh : document.reason;
    auto group = std::find_if(groups.begin(), groups.end(),
                              [&](const auto& candidate) { return candidate.first == reason; });
    if (group == groups.end()) group = groups.insert(groups.end(), {reason, {}});
    group->second.push_back(views.View(document));
  }
  std::stable_sort(groups.begin(), groups.end(), [](const auto& left, const auto& right) {
    return left.second.size() > right.second.size();
  });
  Json::Array shown;
  for (auto& [reason, members] : groups) {
    const std::size_t count = members.size();
    shown.push_back({{"reason", reason}, {"count", count}, {"documents", std::move(members)}});
  }
  return shown;
}

Result<Reply> ShowJobs(Call& call) {
  WY_TRY(store::DocumentFilter filter, VisibleTo(call, call.QueryAll("library")));
  WY_TRY(const auto counts, call.services().store.jobs().Count(filter));
  std::vector<store::Document> working;
  for (const auto state : {store::DocumentState::kRunning, store::DocumentState::kQueued}) {
    filter.state = state;
    filter.limit = kShownRunning - working.size();
    if (filter.limit == 0) break;
    WY_TRY(const store::DocumentPage page, call.services().store.documents().List(filter));
    working.insert(working.end(), page.documents.begin(), page.documents.end());
  }
  filter.state = store::DocumentState::kFailed;
  filter.limit = kShownFailed;
  WY_TRY(const store::DocumentPage failed, call.services().store.documents().List(filter));
  WY_TRY(const auto views, DocumentViews::Of(call));
  WY_TRY(Json embedding, EmbeddingView(call));
  return JsonReply(200, {{"counts", CountsView(counts)},
                         {"embedding", std::move(embedding)},
                         {"running", views.View(working)},
                         {"failed", ByReason(call, views, failed.documents)}});
}

std::string Event(std::string_view name, const Json& data) {
  return "event: " + std::string(name) + "\ndata: " + data.Text() + "\n\n";
}

// One that did not change itself, but what is done with it.
void Add(const Call& call, const store::DocumentFilter& filter, store::DocumentNumber number,
         store::DocumentPage& page) {
  const auto is_it = [&](const store::Document& one) { return one.number == number; };
  if (number == 0 || std::any_of(page.documents.begin(), page.documents.end(), is_it)) return;
  auto document = call.services().store.documents().Get(number);
  if (!document) return;
  const auto& libraries = filter.libraries;
  const bool asked_for =
      std::find(libraries.begin(), libraries.end(), document->library) != libraries.end();
  if (asked_for &&
      call.services().access.Document(call.who.asker, document->id, store::Role::kReader)) {
    page.documents.push_back(*std::move(document));
    ++page.total;
  }
}

struct Since {
  UnixMillis changed = 0;
  std::uint64_t worked_on = ~std::uint64_t{0};  // see Ingest::WorkedOn()
};

// What changed since `since`, which moves on. Rights are looked up anew each time.
Result<std::string> NewEvents(Call& call, Since& since) {
  WY_TRY(store::DocumentFilter filter, VisibleTo(call, call.QueryAll("library")));
  WY_TRY(const auto counts, call.services().store.jobs().Count(filter));
  WY_TRY(const Json embedding, EmbeddingView(call));
  std::string events = Event("counts", CountsView(counts)) + Event("embedding", embedding);
  filter.changed_from = since.changed;
  filter.limit = kDocumentsPerEvent;
  WY_TRY(store::DocumentPage page, call.services().store.documents().List(filter));
  // The same millisecond again next time: better one document twice than one never.
  if (!page.documents.empty()) {
    since.changed = std::max(since.changed, page.documents.front().changed);
  }
  Add(call, filter, call.services().ingest.Recognition().document, page);
  const auto worked_on = call.services().ingest.WorkedOn(since.worked_on);
  for (const store::DocumentNumber number :
       worked_on.value_or(std::vector<store::DocumentNumber>())) {
    Add(call, filter, number, page);
  }
  if (page.documents.size() > kDocumentsPerEvent) page.documents.resize(kDocumentsPerEvent);
  if (page.documents.empty() && worked_on) return events;
  WY_TRY(const auto views, DocumentViews::Of(call));
  return events +
         Event("documents", {{"documents", views.View(page.documents)},
                             {"complete", worked_on && page.total <= page.documents.size()}});
}

Result<Reply> Events(Call& call) {
  const ingest::Ingest& ingest = call.services().ingest;
  std::uint64_t seen = ingest.WaitForChange(0, Deadline::After(std::chrono::milliseconds(0)));
  Since since{call.services().clock.Now()};
  WY_TRY(std::string first, NewEvents(call, since));
  call.responder.Start(200, {{"Content-Type", "text/event-stream"}, {"X-Accel-Buffering", "no"}});
  bool there = call.responder.Write(first);
  auto last_word = std::chrono::steady_clock::now();
  while (there) {
    const std::uint64_t now = ingest.WaitForChange(seen, Deadline::After(kLook));
    std::string words;
    if (std::exchange(seen, now) != now) {
      // Whoever signed out, was disabled or lost a right hears no more.
      auto who = Identify(call.state, call.request, call.language);
      if (who) call.who = *std::move(who);
      auto events = who ? NewEvents(call, since) : Result<std::string>(who.error());
      if (!events) {
        const http::Response problem = Problem(events.error(), call.language, call.request.id);
        call.responder.Write("event: error\ndata: " + problem.body + "\n\n");
        break;
      }
      words = *std::move(events);
    } else if (std::chrono::steady_clock::now() - last_word > kHeartbeat) {
      words = ":\n\n";
    }
    if (!words.empty()) last_word = std::chrono::steady_clock::now();
    there = call.responder.Write(words);
  }
  return Reply();
}

}  // namespace

std::vector<Route> WorkRoutes() {
  return {{"GET", "/api/v1/status", For::kSignedIn, Status},
          {"GET", "/api/v1/jobs", For::kSignedIn, ShowJobs, {"library"}},
          {"GET", "/api/v1/events", For::kSignedIn, Events, {"library"}}};
}

}  // namespace wenyuan::api
