#pragma once

#include <array>
#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "wenyuan/base/files.h"
#include "wenyuan/base/result.h"
#include "wenyuan/crypto/block_cache.h"
#include "wenyuan/crypto/key_provider.h"
#include "wenyuan/index/visible.h"

namespace wenyuan::vectors {

enum class Metric : std::uint8_t {
  kCosine,        // similarity = <a,b> / |a||b|
  kInnerProduct,  // similarity = <a,b>
  kL2,            // similarity = -|a - b|²
};

// Vectors can be compared when they are of one space.
struct Space {
  std::string id;               // changes with the model, its prefixes, its token limit
  std::uint32_t dimension = 0;  // 1-4,096
  Metric metric = Metric::kCosine;
  friend bool operator==(const Space&, const Space&) = default;
};

// Vectors of one space may still lie apart: an embedder puts passages of one language nearer to
// each other than to the same words in another. So each carries the group it can be compared
// within.
inline constexpr std::uint8_t kMostGroups = 4;

// Vectors of some passages of one revision of one document, in row-major order: one row of
// `dimension` floats for each of `chunks`.
struct EmbeddedRevision {
  std::uint32_t document = 0;
  std::uint32_t revision = 0;
  bool restricted = false;
  std::vector<std::uint32_t> chunks;  // store::Chunk::number, ascending
  std::vector<float> vectors;
  std::vector<std::uint8_t> groups = {};  // beside `chunks`, below kMostGroups; empty: all 0
};

// The passages' vectors of one library: immutable sealed segments (docs/formats/vectors.md) in an
// open and a restricted group, a manifest replaced atomically, deletions as bitmaps. An open
// segment is inverted lists with 1-bit sketches (RaBitQ, Gao and Long 2024) and int8 rows; a
// restricted one, and one too small for lists, is rows that are all compared, exactly over what the
// asker may read. Centroids and rotation belong to the library and are made from open documents
// alone. The store is the truth: what is damaged is set aside and missing from Revisions(). Reads:
// any thread, never blocked by a write or a merge. Writes: one at a time, they wait.
//
// Rows are kept in 8 bits a number: a similarity differs from the exact one by less than .01 |q||x|
// (cosine: .01; typically a twentieth of that), under kL2 by less than .02 |q - x||x| + .0001 |x|².
class VectorIndex {
 public:
  virtual ~VectorIndex() = default;

  // The space that answers; nothing before the first Begin().
  [[nodiscard]] virtual std::optional<Space> space() const = 0;
  // The one that is being filled beside it after a change of embedder; nothing else.
  [[nodiscard]] virtual std::optional<Space> next() const = 0;
  // From now on vectors of `space` are taken. The first space answers at once; another one is
  // filled beside the one that answers until Switch(). A third begun meanwhile takes the second's
  // place. Begin() of the space that answers drops the one beside it. Nothing when it is so
  // already.
  virtual Result<void> Begin(const Space& space) = 0;
  // The next space answers from now on, atomically; the old one's files go.
  virtual Result<void> Switch() = 0;

  // Durable and visible when it returns, all or nothing. Drops vectors of the documents' other
  // revisions; passages of the same revision that are there already are replaced, and follow the
  // new ones into their group.
  // kInvalidArgument, naming document and passage, for a row that is not finite, of length 0 where
  // the metric is cosine, or for a wrong number of values; kConflict when `space` is not begun.
  virtual Result<void> Add(std::string_view space, std::span<const EmbeddedRevision> revisions) = 0;
  // Visible at once; durable when it returns. Of both spaces.
  virtual Result<void> Remove(std::span<const std::uint32_t> documents) = 0;
  // Moves the documents' vectors to the other group, without the embedder.
  virtual Result<void> Restrict(std::span<const std::uint32_t> documents, bool restricted) = 0;
  // Joins small segments, drops what was deleted, trains centroids when they are missing or no
  // longer fit (docs/decisions), if that pays. Queries go on meanwhile.
  virtual Result<void> Merge() = 0;

  struct Held {
    std::uint32_t document = 0;
    std::uint32_t revision = 0;
    bool restricted = false;
    std::uint32_t chunks = 0;  // how many of its passages
  };
  // What of a space is in it, deletions taken off, by document.
  [[nodiscard]] virtual std::vector<Held> Revisions(std::string_view space) const = 0;
  // The passages of one revision that are in it, ascending.
  [[nodiscard]] virtual std::vector<std::uint32_t> Chunks(std::string_view space,
                                                          std::uint32_t document,
                                                          std::uint32_t revision) const = 0;
  struct Size {
    std::uint64_t vectors = 0;  // of the space that answers
    std::uint64_t bytes = 0;    // on disk, both spaces
    std::uint64_t resident_bytes = 0;
    std::uint32_t segments = 0;
    std::uint32_t lists = 0;
  };
  [[nodiscard]] virtual Size size() const = 0;
};

// Opens what is in the folder, or an empty index. Rows are read through `cache`; sketches and
// centroids are kept in memory.
Result<std::unique_ptr<VectorIndex>> OpenVectorIndex(FileSystem& files,
                                                     const crypto::KeyProvider& keys,
                                                     const std::filesystem::path& folder,
                                                     std::shared_ptr<crypto::BlockCache> cache);

struct Shard {
  const VectorIndex* index = nullptr;
  index::Visible visible;
};

struct Near {
  std::size_t shard = 0;
  std::uint32_t document = 0;
  std::uint32_t revision = 0;
  std::uint32_t chunk = 0;
  float similarity = 0;
};

struct ProbeOptions {
  std::size_t probes = 64;  // lists opened at least, of each set of centroids
  // And on while a vector that lies so many root mean square distances from a list's centroid
  // towards the question would be among the k nearest.
  float reach = 0.6F;
  std::size_t most_probes = 1536;  // opened at most, of those that hold a row that may be seen
  std::size_t rescored = 50;       // best sketches of the first lists, compared by their rows
  // Other rows are compared when so many standard deviations above its sketch's estimate they would
  // be among the k nearest.
  float certainty = 2.5F;
  std::size_t direct = 3'000;  // so few permitted: all their rows are compared
  // So few permitted: all their sketches are looked at, and no list is chosen.
  std::size_t estimated = 20'000;
  std::optional<std::uint8_t> group = std::nullopt;  // only rows of this group
};

// The k nearest passages over several libraries, best first; ties by document, then chunk. Shards
// whose index does not answer in `space` give nothing. kInvalidArgument for a query of another
// dimension, not finite, or zero under cosine. A segment that proves damaged is set aside and the
// rest answers.
Result<std::vector<Near>> Search(std::span<const Shard> shards, std::string_view space,
                                 std::span<const float> query, std::size_t k,
                                 const ProbeOptions& options = {});

// Of each group the k nearest passages, as Search() with that group finds them, but each list is
// chosen and opened once for all. `options.group` does not count.
using NearestOfGroups = std::array<std::vector<Near>, kMostGroups>;
Result<NearestOfGroups> SearchGroups(std::span<const Shard> shards, std::string_view space,
                                     std::span<const float> query, std::size_t k,
                                     const ProbeOptions& options = {});

// A passage that was found in another way.
struct Place {
  std::size_t shard = 0;
  std::uint32_t document = 0;
  std::uint32_t chunk = 0;
};
struct Similarity {
  float value = 0;
  std::uint8_t group = 0;
  friend bool operator==(const Similarity&, const Similarity&) = default;
};
// The similarity of each, from its row; nothing for one that has no vector or may not be seen.
Result<std::vector<std::optional<Similarity>>> SimilarityOf(std::span<const Shard> shards,
                                                            std::string_view space,
                                                            std::span<const float> query,
                                                            std::span<const Place> places);

// How similar the open passages of a group are to the question at large, from a sample of up to 256
// of them: what a similarity is worth in its group.
struct GroupSimilarity {
  std::uint8_t group = 0;
  std::uint64_t rows = 0;  // open ones
  double mean = 0;
  double deviation = 0;  // over the sample; 0 for one row
};
// Of the groups that have open rows, ascending. Tells nothing of restricted passages; filters do
// not count.
Result<std::vector<GroupSimilarity>> GroupsOf(std::span<const Shard> shards, std::string_view space,
                                              std::span<const float> query);

}  // namespace wenyuan::vectors
