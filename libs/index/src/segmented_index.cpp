#include "segmented_index.h"

#include <algorithm>
#include <map>
#include <set>
#include <utility>

#include "merge_policy.h"
#include "open_terms.h"
#include "segment_builder.h"
#include "segment_files.h"
#include "segment_merger.h"
#include "wenyuan/base/log.h"
#include "wenyuan/crypto/hash.h"

namespace wenyuan::index {
namespace {

constexpr std::string_view kDamagedSuffix = ".damaged";

void RenameDamaged(FileSystem& files, const std::filesystem::path& folder,
                   const std::string& name) {
  const std::filesystem::path path = folder / name;
  if (!files.Exists(path)) return;
  if (const auto renamed = files.Rename(path, path.string() + std::string(kDamagedSuffix));
      !renamed) {
    Log(LogLevel::kWarning, "a damaged index file could not be set aside",
        {{"file", path.string()}, {"reason", renamed.error().message}});
  }
}

void LogDamage(const std::filesystem::path& folder, const std::string& name, const Error& error) {
  Log(LogLevel::kError, "a part of an index is damaged and was set aside; it will be built again",
      {{"file", (folder / name).string()}, {"reason", error.message}});
}

const LiveSegment* FindSegment(const State& state, const Segment& segment) {
  for (const auto& live : state) {
    if (live->segment.get() == &segment) return live.get();
  }
  return nullptr;
}

}  // namespace

SegmentedIndex::SegmentedIndex(FileSystem& files, const crypto::KeyProvider& keys,
                               std::filesystem::path folder,
                               std::shared_ptr<crypto::BlockCache> cache)
    : files_(files),
      keys_(keys),
      folder_(std::move(folder)),
      cache_(std::move(cache)),
      state_(std::make_shared<const State>()) {}

Result<std::unique_ptr<SegmentedIndex>> SegmentedIndex::Open(
    FileSystem& files, const crypto::KeyProvider& keys, const std::filesystem::path& folder,
    std::shared_ptr<crypto::BlockCache> cache) {
  std::unique_ptr<SegmentedIndex> index(new SegmentedIndex(files, keys, folder, std::move(cache)));
  WY_CHECK(index->Load());
  return index;
}

Result<void> SegmentedIndex::Load() {
  WY_CHECK(files_.CreateDirectories(folder_));
  auto read = ReadManifest(files_, keys_, folder_);
  bool damaged = false;
  if (!read) {
    if (read.error().code != ErrorCode::kCorruption) return std::move(read).error();
    LogDamage(folder_, kManifestFile, read.error());
    RenameDamaged(files_, folder_, kManifestFile);
    damaged = true;
  }
  Manifest manifest = read && *read ? **std::move(read) : Manifest{crypto::RandomId(16), 1, {}};
  index_id_ = manifest.index_id;
  next_segment_ = manifest.next_segment;
  WY_TRY(const std::vector<std::string> names, files_.List(folder_));
  // Also above the numbers of writes that never were finished: a name is used once.
  for (const std::string& name : names) next_segment_ = std::max(next_segment_, NumberOf(name) + 1);
  State state;
  for (Manifest::Entry& entry : manifest.segments) {
    const SegmentName name{index_id_, entry.number};
    auto segment = Segment::Open(files_, keys_, folder_, name, cache_);
    if (segment) {
      state.push_back(std::make_shared<const LiveSegment>(*std::move(segment), entry.restricted,
                                                          std::move(entry.dead)));
      continue;
    }
    if (segment.error().code != ErrorCode::kCorruption) return std::move(segment).error();
    LogDamage(folder_, name.PostingsFile(), segment.error());
    RenameDamaged(files_, folder_, name.PostingsFile());
    RenameDamaged(files_, folder_, name.PositionsFile());
    damaged = true;
  }
  WY_CHECK(RemoveLeftovers(names, state));
  if (damaged) return Commit(std::move(state));
  state_ = std::make_shared<const State>(std::move(state));
  return {};
}

Result<void> SegmentedIndex::RemoveLeftovers(const std::vector<std::string>& names,
                                             const State& state) {
  std::set<std::uint64_t> numbers;
  for (const auto& live : state) numbers.insert(live->segment->number());
  for (const std::string& name : names) {
    const bool leftover =
        IsSegmentFile(name) ? !numbers.contains(NumberOf(name)) : name == kManifestTemporary;
    if (leftover) {
      WY_CHECK(files_.Remove(folder_ / name));
    }
  }
  return {};
}

std::shared_ptr<const State> SegmentedIndex::Snapshot() const {
  const std::lock_guard lock(state_mutex_);
  return state_;
}

SegmentName SegmentedIndex::NewName() { return {index_id_, next_segment_++}; }

Result<std::shared_ptr<const LiveSegment>> SegmentedIndex::WriteGroup(const Group& group,
                                                                      bool restricted) {
  SegmentBuilder builder;
  for (const IndexedRevision* revision : group) {
    WY_CHECK(builder.Add(*revision));
  }
  const SegmentName name = NewName();
  auto segment = WriteSegment(name, [&](SegmentWriter& writer) { return builder.Write(writer); });
  if (!segment) {
    RemoveFiles(name);
    return std::move(segment).error();
  }
  return std::make_shared<const LiveSegment>(*std::move(segment), restricted, DocumentSet());
}

Result<std::shared_ptr<const Segment>> SegmentedIndex::WriteSegment(
    const SegmentName& name, const std::function<Result<void>(SegmentWriter&)>& write) const {
  WY_TRY(SegmentWriter writer, SegmentWriter::Create(files_, keys_, folder_, name));
  WY_CHECK(write(writer));
  return Segment::Open(files_, keys_, folder_, name, cache_);
}

// Of a segment that no manifest has ever named.
void SegmentedIndex::RemoveFiles(const SegmentName& name) const {
  (void)files_.Remove(folder_ / name.PostingsFile());
  (void)files_.Remove(folder_ / name.PositionsFile());
}

State SegmentedIndex::WithoutDocuments(const DocumentSet& documents) const {
  State next;
  const std::shared_ptr<const State> now = Snapshot();
  for (const auto& live : *now) {
    DocumentSet dead = live->dead;
    for (const std::uint32_t document : documents) {
      if (live->segment->chunks().Find(document) != nullptr) dead.add(document);
    }
    if (dead.cardinality() == live->dead.cardinality()) {
      next.push_back(live);
      continue;
    }
    auto changed =
        std::make_shared<const LiveSegment>(live->segment, live->restricted, std::move(dead));
    if (changed->live_documents > 0) next.push_back(std::move(changed));
  }
  return next;
}

// A failure leaves every file: what the manifest on disk says now is not known, so the files of
// neither state may go before the next Load().
Result<void> SegmentedIndex::Commit(State next) const {
  Manifest manifest{index_id_, next_segment_, {}};
  for (const auto& live : next) {
    manifest.segments.push_back({live->segment->number(), live->restricted, live->dead});
  }
  WY_CHECK(WriteManifest(files_, keys_, folder_, manifest));
  auto state = std::make_shared<const State>(std::move(next));
  {
    const std::lock_guard lock(state_mutex_);
    state_.swap(state);
    ++generation_;
  }
  for (const auto& old : *state) {
    const bool stays =
        std::any_of(manifest.segments.begin(), manifest.segments.end(),
                    [&](const auto& entry) { return entry.number == old->segment->number(); });
    if (!stays) old->segment->RemoveWhenUnused();
  }
  return {};
}

Result<void> SegmentedIndex::Add(std::span<const IndexedRevision> revisions) {
  if (revisions.empty()) return {};
  std::map<std::uint32_t, const IndexedRevision*> by_document;  // the last one given counts
  for (const IndexedRevision& revision : revisions) by_document[revision.document] = &revision;
  std::array<Group, 2> groups;
  DocumentSet documents;
  for (const auto& [document, revision] : by_document) {
    groups[revision->restricted ? 1 : 0].push_back(revision);
    documents.add(document);
  }
  const std::lock_guard lock(writer_mutex_);
  State next = WithoutDocuments(documents);
  for (const bool restricted : {false, true}) {
    const Group& group = groups[restricted ? 1 : 0];
    if (group.empty()) continue;
    WY_TRY(auto live, WriteGroup(group, restricted));
    next.push_back(std::move(live));
  }
  return Commit(std::move(next));
}

Result<void> SegmentedIndex::Remove(std::span<const std::uint32_t> documents) {
  const DocumentSet removed(documents.size(), documents.data());
  const std::lock_guard lock(writer_mutex_);
  State next = WithoutDocuments(removed);
  if (next == *Snapshot()) return {};
  return Commit(std::move(next));
}

Result<void> SegmentedIndex::Merge() {
  const std::lock_guard lock(merge_mutex_);
  for (const bool restricted : {false, true}) {
    for (bool more = true; more;) {
      WY_TRY(more, MergeOnce(restricted));
    }
  }
  return {};
}

Result<bool> SegmentedIndex::MergeOnce(bool restricted) {
  State group;
  std::vector<SegmentSize> sizes;
  const std::shared_ptr<const State> now = Snapshot();
  for (const auto& live : *now) {
    if (live->restricted != restricted) continue;
    group.push_back(live);
    sizes.push_back({live->live_chunks, live->segment->chunks().chunks()});
  }
  State sources;
  for (const std::size_t place : PickMerge(sizes)) sources.push_back(group[place]);
  if (sources.empty()) return false;
  const SegmentName name = [this] {
    const std::lock_guard lock(writer_mutex_);
    return NewName();
  }();
  auto merged =
      WriteSegment(name, [&](SegmentWriter& writer) { return MergeSegments(sources, writer); });
  if (!merged) {
    RemoveFiles(name);
    if (merged.error().code == ErrorCode::kCorruption) {
      WY_CHECK(SetAsideDamaged(sources));
    }
    return std::move(merged).error();
  }
  const std::lock_guard lock(writer_mutex_);
  WY_CHECK(CommitMerge(sources, *std::move(merged), restricted));
  return true;
}

Result<void> SegmentedIndex::CommitMerge(const State& sources,
                                         std::shared_ptr<const Segment> merged, bool restricted) {
  const std::shared_ptr<const State> now = Snapshot();
  State next;
  for (const auto& live : *now) {
    if (FindSegment(sources, *live->segment) == nullptr) next.push_back(live);
  }
  DocumentSet dead;  // what was deleted, or set aside, while the merge went on
  for (const auto& source : sources) {
    const LiveSegment* const live = FindSegment(*now, *source->segment);
    for (const DocumentRow& row : source->segment->chunks().rows()) {
      const bool is_dead = live == nullptr || live->dead.contains(row.document);
      if (is_dead && !source->dead.contains(row.document)) dead.add(row.document);
    }
  }
  auto joined = std::make_shared<const LiveSegment>(std::move(merged), restricted, std::move(dead));
  if (joined->live_documents > 0) {
    next.push_back(std::move(joined));
  } else {
    joined->segment->RemoveWhenUnused();
  }
  return Commit(std::move(next));
}

Result<void> SegmentedIndex::SetAside(const Segment& segment) const {
  const std::lock_guard lock(writer_mutex_);
  const std::shared_ptr<const State> now = Snapshot();  // keeps the files until they are renamed
  State next;
  for (const auto& live : *now) {
    if (live->segment.get() != &segment) next.push_back(live);
  }
  if (next.size() == now->size()) return {};  // another query was faster
  WY_CHECK(Commit(std::move(next)));
  const SegmentName name{index_id_, segment.number()};
  RenameDamaged(files_, folder_, name.PostingsFile());
  RenameDamaged(files_, folder_, name.PositionsFile());
  return {};
}

Result<void> SegmentedIndex::SetAsideDamaged(const State& suspects) const {
  for (const auto& suspect : suspects) {
    const auto sound = suspect->segment->Verify();
    if (sound || sound.error().code != ErrorCode::kCorruption) continue;
    LogDamage(folder_, SegmentName{index_id_, suspect->segment->number()}.PostingsFile(),
              sound.error());
    WY_CHECK(SetAside(*suspect->segment));
  }
  return {};
}

std::vector<LibraryIndex::Held> SegmentedIndex::Revisions() const {
  std::vector<Held> revisions;
  const std::shared_ptr<const State> now = Snapshot();
  for (const auto& live : *now) {
    for (const DocumentRow& row : live->segment->chunks().rows()) {
      if (live->dead.contains(row.document)) continue;
      revisions.push_back({row.document, row.revision, live->restricted, row.end - row.begin});
    }
  }
  return revisions;
}

LibraryIndex::Size SegmentedIndex::size() const {
  Size size;
  const std::shared_ptr<const State> now = Snapshot();
  for (const auto& live : *now) {
    size.chunks += live->live_chunks;
    size.bytes += live->segment->bytes();
    ++size.segments;
  }
  return size;
}

Result<void> SegmentedIndex::VisitOpenTerms(
    const std::function<bool(std::string_view, std::uint64_t)>& visit) const {
  const std::shared_ptr<const State> now = Snapshot();
  return index::VisitOpenTerms(*now, visit);
}

Result<std::unique_ptr<LibraryIndex>> OpenLibraryIndex(FileSystem& files,
                                                       const crypto::KeyProvider& keys,
                                                       const std::filesystem::path& folder,
                                                       std::shared_ptr<crypto::BlockCache> cache) {
  WY_TRY(std::unique_ptr<SegmentedIndex> index,
         SegmentedIndex::Open(files, keys, folder, std::move(cache)));
  return index;
}

}  // namespace wenyuan::index
