#include "vocabulary_shelf.h"

#include <algorithm>
#include <utility>

#include "wenyuan/base/log.h"
#include "wenyuan/text/own_words.h"

namespace wenyuan::search {

using SteadyClock = std::chrono::steady_clock;

VocabularyShelf::VocabularyShelf(const text::Analyzer& analyzer, IndexOf index_of,
                                 const SuggesterOptions& options)
    : analyzer_(analyzer),
      index_of_(std::move(index_of)),
      options_(options),
      thread_([this] { Run(); }) {}

VocabularyShelf::~VocabularyShelf() {
  {
    const std::lock_guard lock(mutex_);
    stop_ = true;
  }
  changed_.notify_all();
  thread_.join();
}

std::vector<std::shared_ptr<const Vocabulary>> VocabularyShelf::Find(
    const std::vector<store::LibraryNumber>& libraries) {
  std::unique_lock lock(mutex_);
  const auto now = SteadyClock::now();
  bool is_new = false;
  for (const store::LibraryNumber library : libraries) {
    is_new = is_new || !slots_.contains(library);
    slots_[library].asked = now;
  }
  if (is_new) changed_.notify_all();
  std::vector<std::shared_ptr<const Vocabulary>> found;
  const auto all_read = [&] {
    found.clear();
    for (const store::LibraryNumber library : libraries) {
      const auto slot = slots_.find(library);
      found.push_back(slot == slots_.end() ? nullptr : slot->second.words);
    }
    return stop_ || std::find(found.begin(), found.end(), nullptr) == found.end();
  };
  changed_.wait_until(lock, now + options_.patience, all_read);
  return found;
}

void VocabularyShelf::Run() {
  std::unique_lock lock(mutex_);
  auto tick = SteadyClock::now() + options_.refresh;
  while (!stop_) {
    ReadNew(lock);
    const auto has_new = [this] {
      for (const auto& [library, slot] : slots_) {
        if (slot.words == nullptr) return true;
      }
      return stop_;
    };
    if (changed_.wait_until(lock, tick, has_new)) continue;
    Refresh(lock);
    while (tick <= SteadyClock::now()) tick += options_.refresh;
  }
}

void VocabularyShelf::ReadNew(std::unique_lock<std::mutex>& lock) {
  std::vector<store::LibraryNumber> fresh;
  for (const auto& [library, slot] : slots_) {
    if (slot.words == nullptr) fresh.push_back(library);
  }
  for (const store::LibraryNumber library : fresh) {
    if (!stop_) ReadInto(library, lock);
  }
}

void VocabularyShelf::Refresh(std::unique_lock<std::mutex>& lock) {
  const auto idle_since = SteadyClock::now() - options_.idle;
  std::vector<store::LibraryNumber> changed;
  for (auto slot = slots_.begin(); slot != slots_.end();) {
    const index::LibraryIndex* const index = index_of_(slot->first);
    if (slot->second.asked < idle_since) {
      slot = slots_.erase(slot);
      continue;
    }
    if (index != nullptr && (index->generation() != slot->second.generation ||
                             text::OwnWordsVersion(analyzer_) != slot->second.own_words)) {
      changed.push_back(slot->first);
    }
    ++slot;
  }
  for (const store::LibraryNumber library : changed) {
    if (!stop_) ReadInto(library, lock);
  }
}

void VocabularyShelf::ReadInto(store::LibraryNumber library, std::unique_lock<std::mutex>& lock) {
  lock.unlock();
  const index::LibraryIndex* const index = index_of_(library);
  std::uint64_t generation = 0;
  const std::uint64_t own_words = text::OwnWordsVersion(analyzer_);
  auto words = std::make_shared<const Vocabulary>();
  if (index != nullptr) {
    generation = index->generation();  // before reading: what changes meanwhile is read again
    const auto pinyin = Pinyin::Get();
    if (!pinyin) {
      Log(LogLevel::kError, "words are suggested without pinyin",
          {{"reason", pinyin.error().message}});
    }
    auto read =
        Vocabulary::Read(*index, {analyzer_, pinyin.value_or(nullptr), options_.most_terms});
    if (read) {
      words = *std::move(read);
    } else {
      Log(LogLevel::kError, "the words of a library were not read; it has no suggestions",
          {{"library", std::to_string(library)}, {"reason", read.error().message}});
    }
  }
  lock.lock();
  const auto slot = slots_.find(library);
  if (slot != slots_.end()) {
    slot->second.words = std::move(words);
    slot->second.generation = generation;
    slot->second.own_words = own_words;
  }
  changed_.notify_all();
}

}  // namespace wenyuan::search
