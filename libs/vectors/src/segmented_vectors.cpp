#include "segmented_vectors.h"

#include <algorithm>
#include <set>
#include <utility>

#include "bad_input.h"
#include "row_drops.h"
#include "wenyuan/base/log.h"
#include "wenyuan/crypto/hash.h"

namespace wenyuan::vectors {
namespace {

void LogDamage(const Folder& folder, const std::string& name, const Error& error) {
  Log(LogLevel::kError, "a part of the vectors is damaged and was set aside; it will be made again",
      {{"file", (folder.path / name).string()}, {"reason", error.message}});
}

// The number that a file's name begins with; 0 when it begins with none.
std::uint64_t NumberOf(const std::string& name) {
  std::uint64_t number = 0;
  for (std::size_t i = 0; i < name.size() && i < 18 && name[i] >= '0' && name[i] <= '9'; ++i) {
    number = number * 10 + static_cast<std::uint64_t>(name[i] - '0');
  }
  return number;
}

// Segments and codebooks that a state needs.
std::set<std::uint64_t> NumbersOf(const State& state) {
  std::set<std::uint64_t> numbers;
  for (const SpaceState& space : state) {
    if (space.codebook != nullptr) numbers.insert(space.codebook->number());
    for (const auto& live : space.segments) {
      numbers.insert(live->segment->number());
      if (live->segment->codebook() != nullptr) {
        numbers.insert(live->segment->codebook()->number());
      }
    }
  }
  return numbers;
}

// Opens what a manifest names; what is damaged is set aside.
class Loader {
 public:
  explicit Loader(const Folder& folder) : folder_(folder) {}

  Result<State> Load(const Manifest& manifest) {
    State state;
    for (const Manifest::SpaceEntry& entry : manifest.spaces) {
      WY_TRY(SpaceState space, LoadSpace(entry));
      state.push_back(std::move(space));
    }
    return state;
  }
  [[nodiscard]] bool damaged() const { return damaged_; }

 private:
  Result<SpaceState> LoadSpace(const Manifest::SpaceEntry& entry) {
    std::set<std::uint64_t> numbers = {entry.codebook};
    for (const Manifest::Entry& segment : entry.segments) numbers.insert(segment.codebook);
    numbers.erase(0);
    Codebooks codebooks;
    SpaceState space{
        entry.space, nullptr, {}, std::make_shared<const Rotation>(entry.space.dimension)};
    for (const std::uint64_t number : numbers) {
      auto codebook = Codebook::Open(folder_, number, entry.space);
      if (codebook) {
        if (number == entry.codebook) space.codebook = *codebook;
        codebooks.push_back(*std::move(codebook));
      } else {
        WY_CHECK(Forgive(codebook.error(), folder_.Name(number).CodebookFile()));
      }
    }
    for (const Manifest::Entry& segment : entry.segments) {
      auto opened = Segment::Open(folder_, segment.number, entry.space, codebooks);
      if (opened) {
        space.segments.push_back(std::make_shared<const LiveSegment>(
            *std::move(opened), segment.restricted, segment.dead));
      } else {
        WY_CHECK(Forgive(opened.error(), folder_.Name(segment.number).SegmentFile()));
      }
    }
    return space;
  }

  Result<void> Forgive(const Error& error, const std::string& name) {
    if (error.code != ErrorCode::kCorruption) return error;
    LogDamage(folder_, name, error);
    folder_.SetAside(name);
    damaged_ = true;
    return {};
  }

  const Folder& folder_;
  bool damaged_ = false;
};

}  // namespace

SegmentedVectors::SegmentedVectors(Folder folder, const Tuning& tuning)
    : folder_(std::move(folder)), tuning_(tuning), state_(std::make_shared<const State>()) {}

Result<std::unique_ptr<SegmentedVectors>> SegmentedVectors::Open(Folder folder,
                                                                 const Tuning& tuning) {
  std::unique_ptr<SegmentedVectors> index(new SegmentedVectors(std::move(folder), tuning));
  WY_CHECK(index->Load());
  return index;
}

Result<void> SegmentedVectors::Load() {
  WY_CHECK(folder_.files.CreateDirectories(folder_.path));
  auto read = ReadManifest(folder_.files, folder_.keys, folder_.path);
  bool damaged = false;
  if (!read) {
    if (read.error().code != ErrorCode::kCorruption) return std::move(read).error();
    LogDamage(folder_, kManifestFile, read.error());
    folder_.SetAside(kManifestFile);
    damaged = true;
  }
  const Manifest manifest =
      read && *read ? **std::move(read) : Manifest{crypto::RandomId(16), 1, {}};
  folder_.index_id = manifest.index_id;
  next_number_ = manifest.next_number;
  WY_TRY(const std::vector<std::string> names, folder_.files.List(folder_.path));
  // Also above the numbers of writes that never were finished: a name is used once.
  for (const std::string& name : names) next_number_ = std::max(next_number_, NumberOf(name) + 1);
  Loader loader(folder_);
  WY_TRY(State state, loader.Load(manifest));
  WY_CHECK(RemoveLeftovers(names, state));
  if (damaged || loader.damaged()) return Commit(std::move(state));
  state_ = std::make_shared<const State>(std::move(state));
  return {};
}

Result<void> SegmentedVectors::RemoveLeftovers(const std::vector<std::string>& names,
                                               const State& state) {
  const std::set<std::uint64_t> numbers = NumbersOf(state);
  for (const std::string& name : names) {
    const std::filesystem::path extension = std::filesystem::path(name).extension();
    const bool leftover = extension == ".vec" || extension == ".cen"
                              ? !numbers.contains(NumberOf(name))
                              : name == kManifestTemporary;
    if (leftover) {
      WY_CHECK(folder_.files.Remove(folder_.path / name));
    }
  }
  return {};
}

std::shared_ptr<const State> SegmentedVectors::Snapshot() const {
  const std::lock_guard lock(state_mutex_);
  return state_;
}

// A failure leaves every file: what the manifest on disk says now is not known, so the files of
// neither state may go before the next Load().
Result<void> SegmentedVectors::Commit(State next) const {
  Manifest manifest{folder_.index_id, next_number_, {}};
  for (const SpaceState& space : next) {
    Manifest::SpaceEntry entry{space.space, space.codebook ? space.codebook->number() : 0, {}};
    for (const Live& live : space.segments) {
      entry.segments.push_back(
          {live->segment->number(), live->segment->shape().codebook, live->restricted, live->dead});
    }
    manifest.spaces.push_back(std::move(entry));
  }
  WY_CHECK(WriteManifest(folder_.files, folder_.keys, folder_.path, manifest));
  const std::set<std::uint64_t> stay = NumbersOf(next);
  auto state = std::make_shared<const State>(std::move(next));
  {
    const std::lock_guard lock(state_mutex_);
    state_.swap(state);
  }
  for (const SpaceState& space : *state) {
    if (space.codebook && !stay.contains(space.codebook->number())) {
      space.codebook->RemoveWhenUnused();
    }
    for (const Live& live : space.segments) {
      const Segment& segment = *live->segment;
      if (!stay.contains(segment.number())) segment.RemoveWhenUnused();
      if (segment.codebook() && !stay.contains(segment.codebook()->number())) {
        segment.codebook()->RemoveWhenUnused();
      }
    }
  }
  return {};
}

std::optional<Space> SegmentedVectors::space() const {
  const std::shared_ptr<const State> now = Snapshot();
  return now->empty() ? std::nullopt : std::optional(now->front().space);
}

std::optional<Space> SegmentedVectors::next() const {
  const std::shared_ptr<const State> now = Snapshot();
  return now->size() < 2 ? std::nullopt : std::optional(now->back().space);
}

Result<void> SegmentedVectors::Begin(const Space& space) {
  if (space.id.empty()) return SpaceWithoutName();
  if (space.dimension == 0 || space.dimension > kMostDimension) return SpaceOfWrongSize(space);
  const std::lock_guard lock(writer_mutex_);
  const std::shared_ptr<const State> now = Snapshot();
  const SpaceState* const known = FindSpace(*now, space.id);
  if (known != nullptr && known->space != space) return SpaceChangedShape(known->space, space);
  if (known != nullptr && known == &now->back()) return {};
  State next;
  if (!now->empty()) next.push_back(now->front());
  if (known == nullptr)
    next.push_back({space, nullptr, {}, std::make_shared<const Rotation>(space.dimension)});
  return Commit(std::move(next));
}

Result<void> SegmentedVectors::Switch() {
  const std::lock_guard lock(writer_mutex_);
  const std::shared_ptr<const State> now = Snapshot();
  if (now->size() < 2) return {};
  return Commit({now->back()});
}

Result<void> SegmentedVectors::WithoutDamaged(
    const std::function<Result<void>(const Segment*& reading)>& attempt) const {
  while (true) {
    const Segment* reading = nullptr;
    const std::shared_ptr<const State> now = Snapshot();  // keeps what is being read
    auto done = attempt(reading);
    if (done || done.error().code != ErrorCode::kCorruption || reading == nullptr) return done;
    LogDamage(folder_, folder_.Name(reading->number()).SegmentFile(), done.error());
    WY_CHECK(SetAsideLocked(*reading));  // one less: this ends
  }
}

Result<void> SegmentedVectors::SetAside(const Segment& segment) const {
  const std::lock_guard lock(writer_mutex_);
  return SetAsideLocked(segment);
}

Result<void> SegmentedVectors::SetAsideLocked(const Segment& segment) const {
  const std::shared_ptr<const State> now = Snapshot();  // keeps the file until it is renamed
  State next = *now;
  bool found = false;
  for (SpaceState& space : next) {
    found |= std::erase_if(space.segments,
                           [&](const Live& live) { return live->segment.get() == &segment; }) > 0;
  }
  if (!found) return {};  // another query was faster
  WY_CHECK(Commit(std::move(next)));
  folder_.SetAside(folder_.Name(segment.number()).SegmentFile());
  return {};
}

std::vector<VectorIndex::Held> SegmentedVectors::Revisions(std::string_view id) const {
  const std::shared_ptr<const State> now = Snapshot();
  const SpaceState* const space = FindSpace(*now, id);
  if (space == nullptr) return {};
  std::vector<Held> all;
  for (const Live& live : space->segments) {
    for (const DocumentRows& document : live->segment->table().documents()) {
      Held held{document.document, document.revision, live->restricted, 0};
      ForLiveRows(*live, document, [&](std::uint32_t) { ++held.chunks; });
      if (held.chunks > 0) all.push_back(held);
    }
  }
  std::sort(all.begin(), all.end(),
            [](const Held& left, const Held& right) { return left.document < right.document; });
  std::vector<Held> revisions;
  for (const Held& held : all) {
    if (!revisions.empty() && revisions.back().document == held.document) {
      revisions.back().chunks += held.chunks;
    } else {
      revisions.push_back(held);
    }
  }
  return revisions;
}

std::vector<std::uint32_t> SegmentedVectors::Chunks(std::string_view id, std::uint32_t document,
                                                    std::uint32_t revision) const {
  const std::shared_ptr<const State> now = Snapshot();
  const SpaceState* const space = FindSpace(*now, id);
  std::vector<std::uint32_t> chunks;
  if (space == nullptr) return chunks;
  for (const Live& live : space->segments) {
    const RowTable& table = live->segment->table();
    const DocumentRows* const rows = table.Find(document);
    if (rows == nullptr || rows->revision != revision) continue;
    ForLiveRows(*live, *rows, [&](std::uint32_t row) { chunks.push_back(table.chunk(row)); });
  }
  std::sort(chunks.begin(), chunks.end());
  return chunks;
}

VectorIndex::Size SegmentedVectors::size() const {
  const std::shared_ptr<const State> now = Snapshot();
  Size size;
  std::set<const Codebook*> codebooks;
  for (const SpaceState& space : *now) {
    codebooks.insert(space.codebook.get());
    for (const Live& live : space.segments) {
      codebooks.insert(live->segment->codebook().get());
      size.bytes += live->segment->bytes();
      size.resident_bytes += live->segment->resident_bytes() + live->dead_bits.size() * 8;
    }
  }
  codebooks.erase(nullptr);
  for (const Codebook* codebook : codebooks) {
    size.bytes += codebook->bytes();
    size.resident_bytes += codebook->resident_bytes();
  }
  if (now->empty()) return size;
  const SpaceState& answering = now->front();
  size.segments = static_cast<std::uint32_t>(answering.segments.size());
  if (answering.codebook) size.lists = answering.codebook->lists();
  for (const Live& live : answering.segments) size.vectors += live->live_rows;
  return size;
}

Result<std::unique_ptr<VectorIndex>> OpenVectorIndex(FileSystem& files,
                                                     const crypto::KeyProvider& keys,
                                                     const std::filesystem::path& folder,
                                                     std::shared_ptr<crypto::BlockCache> cache) {
  WY_TRY(std::unique_ptr<SegmentedVectors> index,
         SegmentedVectors::Open({files, keys, folder, std::move(cache)}));
  return index;
}

}  // namespace wenyuan::vectors
