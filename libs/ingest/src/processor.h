#pragma once

#include <shared_mutex>
#include <string>
#include <string_view>
#include <vector>

#include "committer.h"
#include "wenyuan/base/result.h"
#include "wenyuan/ingest/ingest.h"
#include "wenyuan/parse/document.h"
#include "wenyuan/store/store.h"

namespace wenyuan::ingest {

// Takes one job from received bytes to passages that the committer makes searchable. Any thread.
class Processor {
 public:
  // `unreferenced_blobs` is held (shared) from storing a blob until the store refers to it.
  Processor(const IngestParts& parts, const IngestOptions& options, Committer& committer,
            std::shared_mutex& unreferenced_blobs)
      : parts_(parts),
        options_(options),
        committer_(committer),
        unreferenced_blobs_(unreferenced_blobs) {}

  // Resumes at the stage that the job reached. The job is the committer's when this succeeds.
  Result<void> Process(const store::Job& job);

 private:
  struct ReadFile {
    parse::Document document;
    store::ReadResult result;
    store::LineageStep step;
    std::string unsaved = {};  // the document's bytes, when neither they nor the result are saved
  };

  // The work of a small file is saved together with that of others, when it is cut.
  Result<ReadFile> Read(const store::Job& job, const store::Document& document,
                        const store::Revision& revision);
  // The passages of a revision, of which nothing, or no more than that it was read, is saved.
  Result<void> Cut(const store::Job& job, store::Document document, ReadFile file);
  // With the password that is kept for it, or one of the documents that it came in.
  Result<parse::Document> Open(const store::Document& document, std::string_view bytes);
  // Puts in what recognition found; gives how many of the pages.
  Result<std::size_t> MergeWhatWasRecognised(const store::Revision& revision,
                                             std::uint32_t picture_pages,
                                             const std::vector<std::string>& pictures,
                                             parse::Document& parsed) const;
  // Leaves out what lies too deep; kTooLarge when nothing is left.
  Result<void> LimitNesting(const store::Document& document, parse::Document& parsed) const;
  Result<parse::Document> ReadAgain(const store::Revision& revision) const;
  Result<void> ReceiveAttachments(const store::Document& parent, const store::Revision& revision,
                                  std::vector<parse::Attachment>& attachments);

  const IngestParts& parts_;
  const IngestOptions& options_;
  Committer& committer_;
  std::shared_mutex& unreferenced_blobs_;
};

}  // namespace wenyuan::ingest
