#include "embedding_line.h"

#include <algorithm>
#include <exception>
#include <iterator>
#include <utility>

#include "passage_text.h"
#include "wenyuan/base/log.h"
#include "wenyuan/text/script.h"

namespace wenyuan::ingest {
namespace {

using std::chrono::milliseconds;

constexpr milliseconds kInfoDeadline{5'000};
// A long passage on a busy machine takes seconds; a batch has several.
constexpr milliseconds kBatchDeadline{120'000};
constexpr milliseconds kFirstRetry{1'000};
constexpr milliseconds kLongestRetry{30'000};
// Sooner it is only being loaded, as after every start.
constexpr milliseconds kRetryWorthALine{8'000};
// Looking for work reads the whole list of revisions.
constexpr milliseconds kBetweenLooks{500};
// Nobody tells when another model stands behind an address. What is known of ours is remembered: to
// ask costs nothing.
constexpr milliseconds kBetweenLooksAtModel{5'000};
constexpr std::uint32_t kManySegments = 8;
constexpr std::size_t kDocumentsAtOnce = 256;  // read from the store together

bool IsBlank(const std::string& text) {
  return text.find_first_not_of(" \t\r\n") == std::string::npos;
}

EmbeddingProgress Working() {
  EmbeddingProgress progress;
  progress.state = EmbeddingProgress::State::kWorking;
  return progress;
}

}  // namespace

EmbeddingLine::EmbeddingLine(const IngestParts& parts, const IngestOptions& options,
                             std::mutex& commit_mutex, std::function<void()> on_change)
    : parts_(parts),
      options_(options),
      commit_mutex_(commit_mutex),
      on_change_(std::move(on_change)),
      house_(Working()),
      thread_([this] { Run(); }) {}

EmbeddingLine::~EmbeddingLine() {
  stopping_ = true;
  changed_.Notify();
  thread_.join();
}

void EmbeddingLine::Run() {
  milliseconds retry = kFirstRetry;
  while (!stopping_) {
    const std::uint64_t seen = changed_.Wait(~std::uint64_t{0}, Deadline::After({}));
    Result<bool> worked = false;
    try {
      auto embedder = parts_.embedder->Now();
      auto info = embedder->Info(Deadline::After(kInfoDeadline));
      worked = info ? WorkThroughAll({*std::move(info), std::move(embedder)})
                    : Result<bool>(std::move(info).error());
    } catch (const std::exception& exception) {  // a thread's entry: std::bad_alloc and the like
      worked = Error{ErrorCode::kInternal,
                     std::string("giving passages their vectors failed: ") + exception.what()};
    }
    if (stopping_) return;
    if (!worked) {
      // At the first time it is only being loaded, and others have more to do.
      if (retry > kFirstRetry) CountWithoutModel();
      SetAway(worked.error());
      if (retry >= kRetryWorthALine && told_ != worked.error().message) {
        told_ = worked.error().message;
        Log(LogLevel::kWarning, "passages get no vectors for now", {{"reason", told_}});
      }
      changed_.Wait(seen, Deadline::After(retry));
      retry = std::min(retry * 2, kLongestRetry);
      continue;
    }
    retry = kFirstRetry;
    told_.clear();
    if (*worked) continue;
    {
      const std::lock_guard lock(mutex_);
      settled_ = seen;
    }
    on_change_();
    AwaitNews(seen);
    // What comes in a burst is found by one look.
    if (!stopping_) {
      changed_.Wait(changed_.Wait(~std::uint64_t{0}, Deadline::After({})),
                    Deadline::After(kBetweenLooks));
    }
  }
}

void EmbeddingLine::AwaitNews(std::uint64_t seen) {
  while (!stopping_) {
    if (changed_.Wait(seen, Deadline::After(kBetweenLooksAtModel)) != seen) return;
    const auto info = parts_.embedder->Now()->Info(Deadline::After(kInfoDeadline));
    if (!info || info->id != worked_by_) return;
  }
}

bool EmbeddingLine::IsOver(const Model& model) const {
  return stopping_ || parts_.embedder->Now() != model.embedder;
}

Result<bool> EmbeddingLine::WorkThroughAll(const Model& model) {
  if (std::exchange(worked_by_, model.id) != model.id) refused_.clear();
  {
    const std::lock_guard lock(mutex_);
    house_ = {};
    house_.state = EmbeddingProgress::State::kWorking;
    house_.model = model.model;
  }
  bool any = false;
  WY_TRY(const auto libraries, parts_.store.libraries().List());
  for (const store::Library& library : libraries) {
    if (IsOver(model)) return true;
    WY_TRY(const bool worked, WorkThrough(library, model));
    any = any || worked;
  }
  return any;
}

Result<bool> EmbeddingLine::WorkThrough(const store::Library& library, const Model& model) {
  const index::LibraryIndex* const keywords = parts_.indexes.Find(library.number);
  if (keywords == nullptr) return false;
  WY_TRY(vectors::VectorIndex* const vectors, parts_.vectors->Open(library));
  WY_CHECK(vectors->Begin({model.id, model.dimension, vectors::Metric::kCosine}));
  Work work{library, *keywords, *vectors, model, {}};
  const EmbeddingBacklog backlog = [&] {
    const std::lock_guard lock(commit_mutex_);  // a document on its way out is not half seen
    return FindBacklog(*keywords, *vectors, model.id, refused_);
  }();
  EmbeddingProgress progress;
  progress.model = model.model;
  progress.passages = backlog.open_passages;
  progress.embedded = backlog.open_embedded;
  progress.replacing = vectors->next().has_value();
  progress.state = backlog.missing.empty() ? EmbeddingProgress::State::kDone
                                           : EmbeddingProgress::State::kWorking;
  SetProgress(library.number, progress);
  WY_CHECK(FollowRights(work, backlog));
  WY_CHECK(EmbedAll(work, backlog.missing));
  WY_CHECK(Write(work));
  if (IsOver(model)) return true;
  if (backlog.missing.empty() && progress.replacing) {
    WY_CHECK(vectors->Switch());
    Log(LogLevel::kInfo, "the vectors of a new model answer from now on",
        {{"library", library.id}, {"model", model.model}});
    return true;
  }
  // What is left is joined once all is there: centroids are best trained on everything.
  if (backlog.missing.empty() && vectors->size().segments > 1) WY_CHECK(vectors->Merge());
  return !backlog.missing.empty();
}

void EmbeddingLine::CountWithoutModel() {
  const auto libraries = parts_.store.libraries().List();
  if (!libraries) return;  // the model is missed first
  for (const store::Library& library : *libraries) {
    const index::LibraryIndex* const keywords = parts_.indexes.Find(library.number);
    if (keywords == nullptr || stopping_) continue;
    const auto vectors = parts_.vectors->Open(library);
    if (!vectors) continue;
    const auto space = (*vectors)->space();
    EmbeddingProgress progress = Progress(library.number);
    const EmbeddingBacklog backlog = [&] {
      const std::lock_guard lock(commit_mutex_);
      return FindBacklog(*keywords, **vectors, space ? space->id : "", refused_);
    }();
    progress.passages = backlog.open_passages;
    progress.embedded = backlog.open_embedded;
    progress.state = backlog.missing.empty() ? EmbeddingProgress::State::kDone
                                             : EmbeddingProgress::State::kWorking;
    SetProgress(library.number, progress);
  }
}

Result<void> EmbeddingLine::FollowRights(Work& work, const EmbeddingBacklog& backlog) {
  if (!backlog.gone.empty()) WY_CHECK(work.vectors.Remove(backlog.gone));
  if (!backlog.restrict.empty()) WY_CHECK(work.vectors.Restrict(backlog.restrict, true));
  if (!backlog.open.empty()) WY_CHECK(work.vectors.Restrict(backlog.open, false));
  return {};
}

Result<void> EmbeddingLine::EmbedAll(Work& work,
                                     std::span<const index::LibraryIndex::Held> missing) {
  while (!missing.empty()) {
    const auto some = missing.first(std::min(missing.size(), kDocumentsAtOnce));
    missing = missing.subspan(some.size());
    std::vector<store::DocumentNumber> numbers;
    for (const auto& revision : some) numbers.push_back(revision.document);
    WY_TRY(const auto documents, parts_.store.documents().GetAll(numbers));
    auto document = documents.begin();
    for (const auto& revision : some) {
      if (IsOver(work.model)) return {};
      if (document == documents.end()) break;
      if (document->number != revision.document) continue;  // it is gone
      WY_CHECK(EmbedRevision(work, revision, *document));
      ++document;
    }
  }
  return {};
}

Result<void> EmbeddingLine::EmbedRevision(Work& work, const index::LibraryIndex::Held& revision,
                                          const store::Document& document) {
  auto chunks = parts_.store.documents().AllChunks(revision.revision);
  if (!chunks && chunks.error().code == ErrorCode::kNotFound) return {};
  if (!chunks) return chunks.error();
  const std::vector<std::uint32_t> held =
      work.vectors.Chunks(work.model.id, revision.document, revision.revision);
  vectors::EmbeddedRevision made;
  made.document = revision.document;
  made.revision = revision.revision;
  made.restricted = revision.restricted;
  std::vector<std::uint32_t> numbers;
  std::vector<std::string> texts;
  const auto hand_over = [&] {
    if (made.chunks.empty()) return;
    if (work.pending.vectors == 0) work.pending.since = std::chrono::steady_clock::now();
    work.pending.vectors += made.chunks.size();
    work.pending.revisions.push_back(std::exchange(
        made, {revision.document, revision.revision, revision.restricted, {}, {}, {}}));
  };
  for (std::size_t i = 0; i < chunks->size() && !IsOver(work.model); ++i) {
    const store::Chunk& chunk = (*chunks)[i];
    if (!std::binary_search(held.begin(), held.end(), chunk.number) &&
        !refused_.contains({revision.revision, chunk.number})) {
      numbers.push_back(chunk.number);
      texts.push_back(PassageText(document, chunk));
      if (IsBlank(texts.back())) texts.back() = TitleOf(document);
    }
    const bool last = i + 1 == chunks->size();
    if (texts.empty() || (texts.size() < options_.embed_batch && !last)) continue;
    WY_CHECK(EmbedBatch(work, made, numbers, texts));
    numbers.clear();
    texts.clear();
    const bool due =
        work.pending.vectors > 0 &&
        std::chrono::steady_clock::now() - work.pending.since > options_.embed_commit_interval;
    if (made.chunks.size() + work.pending.vectors >= options_.embed_commit || due) {
      hand_over();
      WY_CHECK(Write(work));
    }
  }
  hand_over();
  return {};
}

Result<void> EmbeddingLine::EmbedBatch(Work& work, vectors::EmbeddedRevision& revision,
                                       const std::vector<std::uint32_t>& numbers,
                                       const std::vector<std::string>& texts) {
  auto made =
      work.model.embedder->Embed(llm::TextKind::kPassage, texts, Deadline::After(kBatchDeadline));
  if (!made && made.error().code == ErrorCode::kInvalidArgument) {
    if (texts.size() == 1) {
      Refuse(revision.revision, numbers[0], made.error());
      return {};
    }
    for (std::size_t i = 0; i < texts.size(); ++i) {  // one of them: find out which
      WY_CHECK(EmbedBatch(work, revision, {numbers[i]}, {texts[i]}));
    }
    return {};
  }
  if (!made) return std::move(made).error();
  if (made->dimension != work.model.dimension) {
    return Error{ErrorCode::kUnavailable,
                 "the embedder '" + work.model.model + "' gave vectors of " +
                     std::to_string(made->dimension) + " numbers after such of " +
                     std::to_string(work.model.dimension) + "; was its model changed? restart it",
                 "嵌入模型“" + work.model.model + "”给出的向量由 " +
                     std::to_string(work.model.dimension) + " 维变为 " +
                     std::to_string(made->dimension) + " 维；模型是否被更换？请重新启动它"};
  }
  revision.chunks.insert(revision.chunks.end(), numbers.begin(), numbers.end());
  revision.vectors.insert(revision.vectors.end(), made->values.begin(), made->values.end());
  for (const std::string& text : texts) {
    revision.groups.push_back(static_cast<std::uint8_t>(text::DominantScript(text)));
  }
  return {};
}

Result<void> EmbeddingLine::Write(Work& work) {
  Pending pending = std::exchange(work.pending, {});
  if (pending.revisions.empty()) return {};
  std::uint64_t open = 0;
  {
    const std::lock_guard lock(commit_mutex_);
    std::vector<vectors::EmbeddedRevision> present;
    // One may have been deleted, overtaken, or got other readers while it was embedded.
    std::vector<store::DocumentNumber> numbers;
    for (const auto& revision : pending.revisions) numbers.push_back(revision.document);
    WY_TRY(const auto documents, parts_.store.documents().GetAll(numbers));
    auto document = documents.begin();
    for (vectors::EmbeddedRevision& revision : pending.revisions) {
      if (document == documents.end()) break;
      if (document->number != revision.document) continue;
      const auto now = document++;
      if (revision.revision < now->current) continue;
      revision.restricted = now->restricted;
      if (!revision.restricted) open += revision.chunks.size();
      present.push_back(std::move(revision));
    }
    WY_CHECK(work.vectors.Add(work.model.id, present));
  }
  if (work.vectors.size().segments >= kManySegments) WY_CHECK(work.vectors.Merge());
  EmbeddingProgress progress = Progress(work.library.number);
  progress.embedded = std::min(progress.embedded + open, progress.passages);
  SetProgress(work.library.number, progress);
  return {};
}

void EmbeddingLine::Refuse(std::uint32_t revision, std::uint32_t chunk, const Error& error) {
  refused_.insert({revision, chunk});
  Log(LogLevel::kWarning, "a passage has no vector and is found by its words only",
      {{"revision", std::to_string(revision)},
       {"chunk", std::to_string(chunk)},
       {"reason", error.message}});
}

void EmbeddingLine::SetProgress(store::LibraryNumber library, const EmbeddingProgress& progress) {
  {
    const std::lock_guard lock(mutex_);
    progress_[library] = progress;
  }
  on_change_();
}

void EmbeddingLine::SetAway(const Error& error) {
  bool news = false;
  {
    const std::lock_guard lock(mutex_);
    news = house_.reason != error.message;
    house_.state = EmbeddingProgress::State::kAway;
    house_.reason = error.message;
    house_.reason_zh = error.message_zh;
  }
  if (news) on_change_();
}

EmbeddingProgress EmbeddingLine::Progress(store::LibraryNumber library) const {
  const std::lock_guard lock(mutex_);
  const auto known = progress_.find(library);
  EmbeddingProgress progress = known == progress_.end() ? EmbeddingProgress() : known->second;
  if (known == progress_.end()) progress.state = EmbeddingProgress::State::kWorking;
  if (house_.state != EmbeddingProgress::State::kAway) return progress;
  progress.state = house_.state;
  progress.reason = house_.reason;
  progress.reason_zh = house_.reason_zh;
  return progress;
}

bool EmbeddingLine::WaitUntilDone(Deadline deadline) const {
  while (true) {
    const std::uint64_t now = changed_.Wait(~std::uint64_t{0}, Deadline::After({}));
    {
      const std::lock_guard lock(mutex_);
      if (settled_ == now) return true;
    }
    if (deadline.Passed()) return false;
    std::this_thread::sleep_for(std::min<milliseconds>(deadline.Left(), milliseconds{20}));
  }
}

}  // namespace wenyuan::ingest
