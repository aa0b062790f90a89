#pragma once

#include <chrono>
#include <condition_variable>
#include <cstdint>
#include <map>
#include <memory>
#include <mutex>
#include <thread>
#include <vector>

#include "vocabulary.h"
#include "wenyuan/search/searcher.h"
#include "wenyuan/search/suggester.h"

namespace wenyuan::search {

// The vocabularies of the libraries that are asked for, each by itself. One thread reads them: at
// once when first asked for, then at every tick of `refresh` when the library has changed. Ticks
// come by the clock alone, so that a change of what is hidden does not move when others show.
class VocabularyShelf {
 public:
  // All must outlive it.
  VocabularyShelf(const text::Analyzer& analyzer, IndexOf index_of,
                  const SuggesterOptions& options);
  ~VocabularyShelf();
  VocabularyShelf(const VocabularyShelf&) = delete;
  VocabularyShelf& operator=(const VocabularyShelf&) = delete;

  // Beside `libraries`; nullptr for one that could not be read within the options' patience. Any
  // thread.
  std::vector<std::shared_ptr<const Vocabulary>> Find(
      const std::vector<store::LibraryNumber>& libraries);

 private:
  struct Slot {
    std::shared_ptr<const Vocabulary> words;  // nullptr: not read yet
    std::uint64_t generation = 0;             // of the index when they were read
    std::uint64_t own_words = 0;              // what of the house's own words was known then
    std::chrono::steady_clock::time_point asked;
  };

  void Run();
  void ReadNew(std::unique_lock<std::mutex>& lock);
  void Refresh(std::unique_lock<std::mutex>& lock);
  void ReadInto(store::LibraryNumber library, std::unique_lock<std::mutex>& lock);

  const text::Analyzer& analyzer_;
  const IndexOf index_of_;
  const SuggesterOptions options_;

  std::mutex mutex_;  // guards all below but the thread
  std::condition_variable changed_;
  std::map<store::LibraryNumber, Slot> slots_;
  bool stop_ = false;
  std::thread thread_;
};

}  // namespace wenyuan::search
