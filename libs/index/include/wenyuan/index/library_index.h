#pragma once

#include <array>
#include <cstdint>
#include <filesystem>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "wenyuan/base/files.h"
#include "wenyuan/base/result.h"
#include "wenyuan/crypto/key_provider.h"
#include "wenyuan/index/document_set.h"
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

// What one asker may see of one library: all its open documents and these restricted ones; `only`
// and `without` narrow both (a filter by type, date, tag; evaluation with the gold passage hidden).
// Owned by the caller during the call.
struct Visible {
  const DocumentSet* restricted = nullptr;  // nullptr: no restricted document
  const DocumentSet* only = nullptr;        // nullptr: no filter
  const DocumentSet* without = nullptr;     // nullptr: none hidden
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
  };
  // What is in it, deletions taken off.
  [[nodiscard]] virtual std::vector<Held> Revisions() const = 0;
  struct Size {
    std::uint64_t chunks = 0;
    std::uint64_t bytes = 0;
    std::uint32_t segments = 0;
  };
  [[nodiscard]] virtual Size size() const = 0;
};

// Opens what is in the folder, or an empty index. Cost: the manifest and the segment heads.
Result<std::unique_ptr<LibraryIndex>> OpenLibraryIndex(FileSystem& files,
                                                       const crypto::KeyProvider& keys,
                                                       const std::filesystem::path& folder);

// BM25 (Robertson et al. 1994) over weighted fields (BM25F: field frequencies are weighted and
// added before saturation). The defaults suit passages of a few hundred characters, which differ
// little in length: docs/decisions/0032.
struct ScoringOptions {
  float k1 = 1.0F;
  float b = 0.4F;
  std::array<float, kFields> field_weights = {2.0F, 1.5F, 1.0F};
};

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
};

// One library and what the asker may see of it.
struct Shard {
  const LibraryIndex* index = nullptr;
  Visible visible;
};

// The k best passages over several libraries. df, chunk count and average length are those of the
// open documents of these libraries alone, so that nothing hidden is felt; restricted passages are
// scored with them too (a term that no open passage holds has df 0, and where there is no open
// passage lengths do not count). Scores do not depend on how documents are spread over segments.
//   score = Σ weight · idf · tf / (tf + k1 · (1 - b + b · length / average))
//   idf   = ln(1 + (N - df + .5) / (df + .5)); tf and length are weighted sums over the fields
// A passage matches when it holds every `must` phrase and a term, a preferred phrase or such a
// phrase. For each `preferred` phrase it holds within one field, Σ weight · idf is added, more than
// terms can bring: passages with more identifiers whole come first. A segment that proves damaged
// is set aside and the rest answers.
Result<Hits> Search(std::span<const Shard> shards, const text::AnalyzedQuery& query, std::size_t k,
                    const ScoringOptions& options);

}  // namespace wenyuan::index
