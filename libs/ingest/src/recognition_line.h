#pragma once

#include <atomic>
#include <functional>
#include <mutex>
#include <optional>
#include <set>
#include <thread>

#include "change_signal.h"
#include "wenyuan/ingest/ingest.h"
#include "wenyuan/store/recognitions.h"

namespace wenyuan::ingest {

// Reads pages that show their text as pictures, one after the other, in the background and after
// text: a page is begun when no job waits, or after a while nevertheless. Each page is saved as it
// is read, by the content of its file; then the document gets a revision with all that was read.
// Its list of work is the store's, so it survives whatever ends the process. Any thread.
class RecognitionLine {
 public:
  struct Callbacks {
    std::function<bool()> text_is_waiting;
    std::function<void()> on_change;    // a page was read, or the progress is another
    std::function<void()> on_new_work;  // a revision was queued
  };

  // Requires a page reader in `parts` and a store that keeps recognitions.
  RecognitionLine(const IngestParts& parts, const IngestOptions& options, Callbacks callbacks);
  RecognitionLine(const RecognitionLine&) = delete;
  RecognitionLine& operator=(const RecognitionLine&) = delete;
  ~RecognitionLine();  // the page in hand is read again at the next start; see PageReader::Stop

  // Revisions have become ready, or more may be read.
  void Notify() { changed_.Notify(); }
  [[nodiscard]] RecognitionProgress Progress() const;

 private:
  using Waiting = store::Recognitions::Waiting;

  void Run();
  // Whether anything was done.
  Result<bool> WorkThroughAll();
  Result<bool> WorkThrough(const Waiting& waiting);
  // How many pages were read.
  Result<std::size_t> ReadPages(const Waiting& waiting);
  using ReadWith = std::function<Result<parse::Document>(parse::PageReader&)>;
  // With what the library is read with.
  Result<parse::Document> ReadFor(store::LibraryNumber library, const ReadWith& read);
  void NoteVision(const Error* error);
  struct File {
    const std::string& bytes;
    const std::string& name;
    const std::string& password;
    store::LibraryNumber library;
  };
  Result<void> ReadPage(const Waiting& waiting, const File& file, std::uint32_t page);
  // Those beside the text of the document; how many were read.
  Result<std::size_t> ReadPictures(const Waiting& waiting);
  Result<void> ReadPicture(const Waiting& waiting, const File& file, const std::string& picture);
  void LetTextPass();
  void SetProgress(RecognitionProgress progress);

  const IngestParts& parts_;
  const IngestOptions& options_;
  const Callbacks callbacks_;
  ChangeSignal changed_;
  std::atomic<bool> stopping_ = false;
  std::set<store::LibraryNumber> waiting_;  // what they are read with is away, in this pass
  mutable std::mutex mutex_;
  RecognitionProgress progress_;          // by mutex_
  std::optional<Error> vision_was_away_;  // by mutex_; when it was last asked
  std::thread thread_;                    // last: it uses all of the above
};

}  // namespace wenyuan::ingest
