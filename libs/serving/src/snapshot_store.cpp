#include "wenyuan/serving/snapshot_store.h"

#include <algorithm>
#include <condition_variable>
#include <list>
#include <map>
#include <mutex>
#include <thread>
#include <utility>

#include "snapshot_files.h"
#include "wenyuan/base/log.h"

namespace wenyuan::serving {
namespace {

class TieredSnapshots final : public SnapshotStore {
 public:
  TieredSnapshots(const SnapshotLimits& limits, std::unique_ptr<SnapshotFiles> files,
                  const std::vector<SnapshotFile>& found)
      : limits_(limits), files_(std::move(files)) {
    for (const SnapshotFile& file : found) {
      Entry& entry = Insert(file.span);
      entry.disk_bytes = file.bytes;
      disk_bytes_ += file.bytes;
    }
    if (files_ == nullptr) return;
    writer_ = std::thread([this] { WriteWhatComes(); });
  }
  TieredSnapshots(const TieredSnapshots&) = delete;
  TieredSnapshots& operator=(const TieredSnapshots&) = delete;
  ~TieredSnapshots() override {
    if (!writer_.joinable()) return;
    {
      const std::lock_guard lock(mutex_);
      stopping_ = true;  // after what waits
    }
    changed_.notify_all();
    writer_.join();
  }

  [[nodiscard]] bool Has(const PrefixId& whole) const override {
    const std::lock_guard lock(mutex_);
    return entries_.contains(whole);
  }

  [[nodiscard]] std::optional<SnapshotSpan> Longest(
      const PrefixId& before, std::span<const PrefixId> wanted) const override {
    const std::lock_guard lock(mutex_);
    for (std::size_t at = wanted.size(); at > 0; --at) {
      const auto entry = entries_.find(wanted[at - 1]);
      if (entry != entries_.end() && entry->second.span.before == before) return entry->second.span;
    }
    return std::nullopt;
  }

  Result<std::string> Get(const PrefixId& whole) override {
    {
      const std::lock_guard lock(mutex_);
      const auto entry = entries_.find(whole);
      if (entry == entries_.end()) {
        return Error{ErrorCode::kNotFound, "this prefix is not saved any more"};
      }
      order_.splice(order_.end(), order_, entry->second.place);
      if (entry->second.state != nullptr) return *entry->second.state;
    }
    Result<std::string> state = files_->Read(whole);
    const std::lock_guard lock(mutex_);
    if (!state) {
      Drop(whole);
      return state;
    }
    const auto entry = entries_.find(whole);
    if (entry != entries_.end() && entry->second.state == nullptr) {
      entry->second.state = std::make_shared<const std::string>(*state);
      memory_bytes_ += state->size();
      KeepWithinLimits();
    }
    return state;
  }

  void Put(const SnapshotSpan& span, std::string state) override {
    {
      const std::lock_guard lock(mutex_);
      if (entries_.contains(span.whole)) return;
      memory_bytes_ += state.size();
      Entry& entry = Insert(span);
      entry.state = std::make_shared<const std::string>(std::move(state));
      entry.waits = files_ != nullptr;
      KeepWithinLimits();
    }
    changed_.notify_all();
  }

  Result<void> Flush() override {
    std::unique_lock lock(mutex_);
    changed_.wait(lock, [this] { return files_ == nullptr || (!Waiting() && !writing_); });
    if (failure_) return *std::exchange(failure_, std::nullopt);
    return {};
  }

 private:
  struct Entry {
    SnapshotSpan span;
    std::shared_ptr<const std::string> state;  // null: only on disk
    std::uint64_t disk_bytes = 0;              // 0: only in memory
    bool waits = false;                        // to be written
    std::list<PrefixId>::iterator place;       // in order_
  };

  // All of these: under the lock.

  Entry& Insert(const SnapshotSpan& span) {
    Entry& entry = entries_[span.whole];
    entry.span = span;
    entry.place = order_.insert(order_.end(), span.whole);
    return entry;
  }

  void Drop(const PrefixId& whole) {
    const auto entry = entries_.find(whole);
    if (entry == entries_.end()) return;
    if (entry->second.state != nullptr) memory_bytes_ -= entry->second.state->size();
    if (entry->second.disk_bytes > 0) RemoveFile(entry->second);
    order_.erase(entry->second.place);
    entries_.erase(entry);
  }

  void RemoveFile(Entry& entry) {
    disk_bytes_ -= entry.disk_bytes;
    entry.disk_bytes = 0;
    if (const auto removed = files_->Remove(entry.span.whole); !removed) {
      Log(LogLevel::kWarning, "a saved prefix stays on disk",
          {{"reason", removed.error().message}});
    }
  }

  void KeepWithinLimits() {
    for (auto place = order_.begin(); place != order_.end();) {
      const bool too_much_memory = memory_bytes_ > limits_.memory_bytes;
      const bool too_much_disk = disk_bytes_ > limits_.disk_bytes;
      if (!too_much_memory && !too_much_disk) return;
      Entry& entry = entries_.at(*place);
      ++place;
      if (too_much_disk && entry.disk_bytes > 0) RemoveFile(entry);
      if (too_much_memory && entry.state != nullptr) {
        memory_bytes_ -= entry.state->size();
        entry.state = nullptr;
        entry.waits = false;
      }
      if (entry.state == nullptr && entry.disk_bytes == 0) Drop(PrefixId(entry.span.whole));
    }
  }

  [[nodiscard]] const Entry* Waiting() const {
    for (const PrefixId& id : order_) {
      if (const Entry& entry = entries_.at(id); entry.waits) return &entry;
    }
    return nullptr;
  }

  void WriteWhatComes() {
    std::unique_lock lock(mutex_);
    while (true) {
      changed_.wait(lock, [this] { return stopping_ || Waiting() != nullptr; });
      const Entry* waiting = Waiting();
      if (waiting == nullptr) return;
      const SnapshotSpan span = waiting->span;
      const auto state = waiting->state;
      writing_ = true;
      lock.unlock();
      const Result<std::uint64_t> written = files_->Write(span, *state);
      lock.lock();
      writing_ = false;
      const auto entry = entries_.find(span.whole);
      if (entry == entries_.end()) {  // it went meanwhile
        if (written) (void)files_->Remove(span.whole);
      } else if (written) {
        entry->second.waits = false;
        entry->second.disk_bytes = *written;
        disk_bytes_ += *written;
        KeepWithinLimits();
      } else {
        entry->second.waits = false;  // it stays in memory; the next one may fit
        failure_ = written.error();
        Log(LogLevel::kWarning, "a prefix is not saved on disk",
            {{"reason", written.error().message}});
      }
      changed_.notify_all();
    }
  }

  SnapshotLimits limits_;
  std::unique_ptr<SnapshotFiles> files_;  // null: memory only

  mutable std::mutex mutex_;
  std::condition_variable changed_;
  std::map<PrefixId, Entry> entries_;
  std::list<PrefixId> order_;  // the least recently used first
  std::uint64_t memory_bytes_ = 0;
  std::uint64_t disk_bytes_ = 0;
  std::optional<Error> failure_;
  bool writing_ = false;
  bool stopping_ = false;
  std::thread writer_;
};

}  // namespace

std::unique_ptr<SnapshotStore> MakeMemorySnapshots(const SnapshotLimits& limits) {
  return std::make_unique<TieredSnapshots>(limits, nullptr, std::vector<SnapshotFile>());
}

Result<std::unique_ptr<SnapshotStore>> OpenSnapshots(FileSystem& files,
                                                     const crypto::KeyProvider& keys,
                                                     const std::filesystem::path& folder,
                                                     const SnapshotLimits& limits) {
  auto snapshots = std::make_unique<SnapshotFiles>(files, keys, folder);
  WY_TRY(const std::vector<SnapshotFile> found, snapshots->Scan());
  return std::unique_ptr<SnapshotStore>(
      std::make_unique<TieredSnapshots>(limits, std::move(snapshots), found));
}

}  // namespace wenyuan::serving
