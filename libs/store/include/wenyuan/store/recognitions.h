#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "wenyuan/base/result.h"
#include "wenyuan/store/types.h"

namespace wenyuan::store {

// What was recognised on pages that show text as a picture, kept by the content of the file, and in
// pictures beside text, kept by the content of the picture: the same one is read once, whoever
// brings it and however often. Any thread; durable as the rest.
class Recognitions {
 public:
  virtual ~Recognitions() = default;

  // A ready document whose current revision shows pages, or pictures beside its text, that nobody
  // has read yet, as far as it may be read: up to `house_limit` pages and as many pictures, or more
  // if more were asked for.
  struct Waiting {
    DocumentNumber document = 0;
    RevisionNumber revision = 0;
    BlobId original;
    BlobId parsed;
    std::uint32_t may_read = 0;  // pages of the document that may be read, those read included
    std::uint32_t tried = 0;     // pages that were read or could not be
    bool has_news = false;       // pages or pictures were read since the revision was made
    bool pictures_left = false;  // pictures beside the text that may be read and nobody tried
  };
  // The oldest revision first.
  [[nodiscard]] virtual Result<std::vector<Waiting>> List(std::uint32_t house_limit) const = 0;

  // `parsed` is empty for a page that could not be read: it is not tried again.
  virtual Result<void> Save(const BlobId& original, std::uint32_t page,
                            std::string_view parsed) = 0;
  // Page and what Save was given, by page.
  using Pages = std::vector<std::pair<std::uint32_t, std::string>>;
  [[nodiscard]] virtual Result<Pages> Read(const BlobId& original) const = 0;

  // Pictures beside text are known by the SHA-256 of their bytes, whatever file they are in.
  using Pictures = std::vector<std::string>;
  // Those of a revision that may be read and nobody tried.
  [[nodiscard]] virtual Result<Pictures> UntriedPictures(RevisionNumber revision,
                                                         std::uint32_t house_limit) const = 0;
  // As Save; without effect when no revision shows the picture any more.
  virtual Result<void> SavePicture(std::string_view sha256, std::string_view parsed) = 0;
  // What was saved of these, by their SHA-256; one that nobody tried is left out.
  [[nodiscard]] virtual Result<std::map<std::string, std::string>> ReadPictures(
      const Pictures& pictures) const = 0;

  // Queues a new revision of the same original. kConflict when `revision` is not the newest.
  virtual Result<void> ReadAgain(DocumentNumber document, RevisionNumber revision) = 0;
  // Lets the document be read up to so many pages (0: as the house has it), and forgets what could
  // not be read.
  virtual Result<void> Allow(DocumentNumber document, std::uint32_t pages) = 0;
};

}  // namespace wenyuan::store
