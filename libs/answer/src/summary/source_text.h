#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "wenyuan/access/access.h"
#include "wenyuan/answer/document_part.h"
#include "wenyuan/base/result.h"
#include "wenyuan/search/searcher.h"
#include "wenyuan/store/store.h"

namespace wenyuan::answer {

// What is read of a document, in reading order.
struct SourceText {
  store::Library library;
  store::Document document;
  std::uint32_t revision = 0;  // ordinal
  std::vector<store::Chunk> chunks;

  // As a search would have found it, for what makes citations of hits.
  [[nodiscard]] search::Hit HitOf(std::size_t chunk) const;
};

// Reads what the asker may read. Errors as Summarizer::Summarize.
class SourceReader {
 public:
  SourceReader(store::Store& store, const access::Access& access, const access::Asker& asker)
      : store_(store), access_(access), asker_(asker) {}

  [[nodiscard]] Result<SourceText> Read(const DocumentPart& part);
  // Each once. All together are not more than kMostSummarisedPassages.
  [[nodiscard]] Result<std::vector<SourceText>> ReadAll(const std::vector<DocumentPart>& parts);

 private:
  [[nodiscard]] Result<store::Revision> RevisionOf(const store::Document& document,
                                                   std::uint32_t ordinal) const;
  [[nodiscard]] Result<store::Library> LibraryOf(const store::Document& document) const;

  store::Store& store_;
  const access::Access& access_;
  const access::Asker& asker_;
  std::size_t passages_ = 0;
};

}  // namespace wenyuan::answer
