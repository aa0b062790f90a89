#pragma once

#include <array>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "wenyuan/base/files.h"
#include "wenyuan/base/result.h"
#include "wenyuan/crypto/block_cache.h"
#include "wenyuan/crypto/key_provider.h"
#include "wenyuan/index/document_set.h"
#include "wenyuan/index/visible.h"
#include "wenyuan/text/analyzer.h"

namespace wenyuan::index {

enum class Field : std::uint8_t { kTitle, kHeading, kBody };
inline constexpr std::size_t kFields = 3;

// One passage as the index takes it: tokens by field.
struct ChunkTokens {
  std::uint32_t number = 0;  // store::Chunk::number
  std::array<std::vector<text::Token>, kFields> fields;
};

// All passages of one revision of one document.
struct IndexedRevision {
  std::uint32_t document = 0;
  std::uint32_t revision = 0;
  bool restricted = false;  // goes into the restricted group of segments
  std::vector<ChunkTokens> chunks;
};

// The passages of one library: immutable sealed segments (docs/formats/segment.md) in an open and a
// restricted group, a manifest replaced atomically, deletions as bitmaps. The store is the truth:
// what is damaged is set aside and missing from Revisions(), so that it is indexed again.
// Reads: any thread, never blocked by a write or a merge. Writes: one at a time, they wait.
class LibraryIndex {
 public:
  virtual ~LibraryIndex() = default;
  // Durable and visible when it returns, all or nothing. Replaces earlier revisions of the same
  // documents.
  virtual Result<void> Add(std::span<const IndexedRevision> revisions) = 0;
  // Visible at once; durable when it returns.
  virtual Result<void> Remove(std::span<const std::uint32_t> documents) = 0;
  // Joins small segments and drops what was deleted, if that pays. Queries go on meanwhile.
  virtual Result<void> Merge() = 0;

  struct Held {
    std::uint32_t document = 0;
    std::uint32_t revision = 0;
    bool restricted = false;
    std::uint32_t chunks = 0;
  };
  // What is in it, deletions taken off.
  [[nodiscard]] virtual std::vector<Held> Revisions() const = 0;
  struct Size {
    std::uint64_t chunks = 0;
    std::uint64_t bytes = 0;
    std::uint32_t segments = 0;
  };
  [[nodiscard]] virtual Size size() const = 0;
  // Differs whenever what a question may be answered from has changed.
  [[nodiscard]] virtual std::uint64_t generation() const = 0;
  // Every term of the open documents with the number of their passages that hold it, in ascending
  // order, until `visit` returns false. For suggestions: what restricted documents hold is not
  // told. Reads the whole dictionary: not for every keystroke.
  virtual Result<void> VisitOpenTerms(
      const std::function<bool(std::string_view term, std::uint64_t chunks)>& visit) const = 0;
};

// Opens what is in the folder, or an empty index. Cost: the manifest and the segment heads. Reads
// through `cache`, which all indexes of the process may share.
Result<std::unique_ptr<LibraryIndex>> OpenLibraryIndex(FileSystem& files,
                                                       const crypto::KeyProvider& keys,
                                                       const std::filesystem::path& folder,
                                                       std::shared_ptr<crypto::BlockCache> cache);

// BM25 (Robertson et al. 1994) over weighted fields (BM25F: field frequencies are weighted and
// added before saturation). The defaults suit passages of a few hundred characters, which differ
// little in length: docs/decisions/0032.
struct ScoringOptions {
  float k1 = 1.0F;
  float b = 0.4F;
  std::array<float, kFields> field_weights = {2.0F, 1.5F, 1.0F};
  friend bool operator==(const ScoringOptions&, const ScoringOptions&) = default;
};

// Builds an index of any size in bounded memory: `memory_bytes` and what one revision takes. Runs
// are sorted and written when full and joined at the end; nothing is visible, and the folder must
// hold no index, before Finish() returns. For imports of a whole library and for benchmarks.
class BulkBuilder {
 public:
  virtual ~BulkBuilder() = default;  // without Finish(): what was written goes
  // Documents in any order, each once.
  virtual Result<void> Add(const IndexedRevision& revision) = 0;
  virtual Result<void> Finish() = 0;
};
Result<std::unique_ptr<BulkBuilder>> MakeBulkBuilder(FileSystem& files,
                                                     const crypto::KeyProvider& keys,
                                                     const std::filesystem::path& folder,
                                                     std::shared_ptr<crypto::BlockCache> cache,
                                                     std::size_t memory_bytes);

struct Hit {
  std::size_t shard = 0;  // which of the libraries that were asked
  std::uint32_t document = 0;
  std::uint32_t revision = 0;
  std::uint32_t chunk = 0;
  float score = 0;
};

struct Hits {
  std::vector<Hit> hits;    // best first; ties by document, then chunk
  std::uint64_t total = 0;  // visible chunks that match
  // No score can be higher, preferred phrases aside: Σ weight · idf. score / bound is the share of
  // the question that a passage covers, and can be compared between questions.
  float bound = 0;
};

// One library and what the asker may see of it.
struct Shard {
  const LibraryIndex* index = nullptr;
  Visible visible;
};

inline constexpr std::uint64_t kCountAll = ~std::uint64_t{0};

// The k best passages over several libraries. df, chunk count and average length are those of the
// open documents of these libraries alone, so that nothing hidden is felt; restricted passages are
// scored with them too (a term that no open passage holds has df 0, and where there is no open
// passage lengths do not count). Scores do not depend on how documents are spread over segments.
//   score = Σ weight · idf · tf / (tf + k1 · (1 - b + b · length / average))
//   idf   = ln(1 + (N - df + .5) / (df + .5)); tf and length are weighted sums over the fields
// A passage matches when it holds every `must` phrase, for each of `prefixes` a term that begins so
// and none of the `must_not` phrases; where nothing must be held, also a term or a preferred
// phrase. A prefix of more than 1,024 terms that visible passages hold is kInvalidArgument, saying
// to type more. For each `preferred` phrase it holds within one field, Σ weight · idf is added,
// more than terms can bring: passages with more identifiers whole come first. A segment that proves
// damaged is set aside and the rest answers. Exact for every k. `total` is exact up to
// `count_up_to`, which itself means so many or more: to know that, few lists are read. With 0 it is
// only the number of hits.
Result<Hits> Search(std::span<const Shard> shards, const text::AnalyzedQuery& query, std::size_t k,
                    const ScoringOptions& options, std::uint64_t count_up_to = kCountAll);

// A passage that was found in another way.
struct Place {
  std::size_t shard = 0;
  std::uint32_t document = 0;
  std::uint32_t chunk = 0;
  friend bool operator==(const Place&, const Place&) = default;
};
// What Search would give each of these, beside them; 0 for one that does not match or may not be
// seen, whatever else it holds.
Result<std::vector<float>> ScoreOf(std::span<const Shard> shards, const text::AnalyzedQuery& query,
                                   std::span<const Place> places, const ScoringOptions& options);

}  // namespace wenyuan::index
