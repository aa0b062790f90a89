#pragma once

#include <array>
#include <cstdint>
#include <map>
#include <random>
#include <string>
#include <string_view>
#include <vector>

#include "wenyuan/index/library_index.h"

namespace wenyuan::index::testing {

// The stupid twin of a library: all tokens in maps, BM25F by the book.
class NaiveModel {
 public:
  void Add(const IndexedRevision& revision) { documents_[revision.document] = revision; }
  void Remove(std::uint32_t document) { documents_.erase(document); }
  [[nodiscard]] const std::map<std::uint32_t, IndexedRevision>& documents() const {
    return documents_;
  }

  struct Asked {
    const NaiveModel* model = nullptr;
    Visible visible;
  };
  // All that match, best first, scores in double precision.
  struct Scored {
    std::size_t shard = 0;
    std::uint32_t document = 0;
    std::uint32_t revision = 0;
    std::uint32_t chunk = 0;
    double score = 0;
  };
  static std::vector<Scored> Search(const std::vector<Asked>& asked,
                                    const text::AnalyzedQuery& query,
                                    const ScoringOptions& options);

 private:
  std::map<std::uint32_t, IndexedRevision> documents_;
};

// Random passages over a small alphabet of terms, so that they meet often.
class RandomCorpus {
 public:
  explicit RandomCorpus(unsigned seed) : random_(seed) {}
  std::uint32_t Below(std::uint32_t bound) { return static_cast<std::uint32_t>(random_() % bound); }
  std::string Term();
  IndexedRevision Revision(std::uint32_t document, std::uint32_t revision, bool restricted);
  text::AnalyzedQuery Query();
  DocumentSet Documents(std::uint32_t documents, std::uint32_t one_in);

 private:
  text::QueryPhrase Phrase();
  text::QueryField AField();
  std::mt19937 random_;
};

}  // namespace wenyuan::index::testing
