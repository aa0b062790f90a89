#pragma once

#include <chrono>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "wenyuan/access/access.h"
#include "wenyuan/base/clock.h"
#include "wenyuan/base/result.h"
#include "wenyuan/index/library_index.h"
#include "wenyuan/llm/embedder.h"
#include "wenyuan/store/store.h"
#include "wenyuan/text/analyzer.h"
#include "wenyuan/vectors/vector_index.h"

namespace wenyuan::search {

enum class Mode : std::uint8_t {
  kHybrid,    // keywords and meaning
  kKeywords,  // words alone
  kMeaning,   // vectors alone
};

// How meaning and words are weighed; see docs/decisions/0160.
struct FusionOptions {
  // Weight of the words beside meaning, for questions in Chinese characters and in others.
  double words_han = 2.5;
  double words_other = 0.6;
  friend bool operator==(const FusionOptions&, const FusionOptions&) = default;
};
// Which of the two a question goes by.
bool IsInHan(std::string_view question);

// Hits that the reranker reads where a search asks for it (more if SearchParts::rerank_hits is).
constexpr std::size_t kRerankedWhenAsked = 10;

struct SearchRequest {
  std::string query;
  std::size_t k = 10;                       // 1-1,000
  std::vector<std::string> libraries = {};  // ids; empty: all the asker may read
  std::string format = {};                  // filters; empty: none
  std::string tag = {};
  std::optional<UnixMillis> changed_from = std::nullopt;
  std::optional<UnixMillis> changed_until = std::nullopt;
  // Documents that must not be found, by number (evaluation: "with the gold passage hidden").
  index::DocumentSet without = {};
  Mode mode = Mode::kHybrid;
  // For a page of k hits. Who reads all of them needs no variety, and saves the time it takes.
  bool diversify = true;
  // Whether the reranker reads the first hits: half a second of a processor, and fewer wrong first
  // ones. Nothing: as SearchParts::rerank_hits says.
  std::optional<bool> rerank = std::nullopt;
  // Instead of the libraries' own weights (evaluation: what would other weights do).
  std::optional<FusionOptions> fusion = std::nullopt;
};

// What looks like a mistake in a question; it was taken as well as it could be.
struct QueryHint {
  std::string code;  // "short_prefix", "bad_date"…
  std::string message;
  std::string message_zh;
};

// The bytes [begin, end) of Hit::chunk.text that match.
struct Highlight {
  std::uint32_t begin = 0;
  std::uint32_t end = 0;
};

// A passage that says nearly the same as a hit (Jaccard >= .8 over shingles) and was left out for
// it.
struct Alike {
  store::DocumentNumber document = 0;
  std::string document_id;
  std::string title;
  std::uint32_t chunk = 0;
};

struct Hit {
  double score = 0;                                 // what hits are ordered by
  double keyword_score = 0;                         // BM25F; 0: found by meaning alone
  double coverage = 0;                              // share of the question's words, 0-1
  std::optional<double> similarity = std::nullopt;  // to the question's vector, if there is one
  double meaning = 0;                               // similarity as it was weighed, 0-1
  store::Library library;
  store::Document document;
  std::uint32_t revision = 0;  // ordinal
  store::Chunk chunk;
  std::vector<Highlight> highlights;  // in order, apart
  std::string expired_on = {};        // as ExpiredOn() of its document, when it was found
  std::string holds_from = {};        // as HoldsFrom()
  std::vector<Alike> alike = {};
};

// Whether meaning took part in a search; `reason` says why not, and what to do.
struct Meaning {
  enum class State : std::uint8_t {
    kUsed,    // for all that was searched
    kPartly,  // some passages have no vector yet
    kUnused,  // not asked for
    kOff,     // switched off: no embedder is wanted
    kAway,    // the embedder does not answer now
  };
  State state = State::kOff;
  double embedded = 0;  // share of the passages of the libraries searched that have a vector
  std::string reason;
  std::string reason_zh;
};

// Whether a model that reads question and passage together has put the first hits in order;
// `reason` says why not, or why not all.
struct Reranking {
  enum class State : std::uint8_t {
    kUsed,    // it has read all that it should
    kPartly,  // time was up, or it failed on the way: what it has read is in its order
    kUnused,  // nothing to do for it: words decide, one hit, or another mode than kHybrid
    kOff,     // no such model is set up
    kAway,    // it gave no order: it is away, or too slow for the budget
  };
  State state = State::kOff;
  std::size_t read = 0;  // how many of the first hits
  std::string reason;
  std::string reason_zh;
};

// Counting more would cost a long question more than finding the best does.
inline constexpr std::uint64_t kCounted = 1'000;

struct SearchResult {
  std::vector<Hit> hits;
  std::uint64_t total = 0;  // passages that hold the words; kCounted: so many or more
  text::AnalyzedQuery query;
  // No visible passage has the quoted words together: these have some of the words.
  bool relaxed = false;
  Meaning meaning;
  Reranking reranking;
  std::vector<QueryHint> hints;  // what in the question looks like a mistake
};

// What is done with the passages found, before the best k are shown.
struct RankOptions {
  // By a learned model of what question and passage have in common; off: docs/decisions/0153.
  bool rerank = false;
  bool collapse = true;   // near duplicates of a better hit are left out and noted there
  bool diversify = true;  // the k shown do not all say the same
};

// Finds the library's index; nullptr when it has none yet. Must outlive the searcher.
using IndexOf = std::function<const index::LibraryIndex*(store::LibraryNumber)>;

struct LibraryVectors {
  const vectors::VectorIndex* index = nullptr;  // nullptr: none yet
  double embedded = 0;                          // share of the open passages that have a vector
};
using VectorsOf = std::function<LibraryVectors(store::LibraryNumber)>;

// Whether a library's index lacks documents that may be seen, because a part of it is being built
// again.
using LacksOf = std::function<bool(store::LibraryNumber, const index::Visible&)>;

// A library's own, tuned on its questions; nothing: the defaults.
using FusionOf = std::function<std::optional<FusionOptions>(store::LibraryNumber)>;

// What it stands on; all must outlive it.
struct SearchParts {
  const text::Analyzer& analyzer;
  store::Store& store;
  const access::Access& access;
  IndexOf index_of;
  // Without vectors and embedders there are keywords only.
  VectorsOf vectors_of = {};
  // The one that makes vectors now, then those of before, whose vectors still answer.
  std::vector<const llm::Embedder*> embedders = {};
  FusionOf fusion_of = {};
  RankOptions rank = {};
  // Puts the first hits of a hybrid search in order, as far as the budget goes; nullptr: none.
  const llm::Reranker* reranker = nullptr;
  // That it reads where a search does not say whether it is to; 0: none.
  std::size_t rerank_hits = 30;
  std::chrono::milliseconds rerank_budget{1'500};
  const Clock& clock = SystemClock();
  LacksOf lacks_of = {};  // none: no index does
};

// Retrieves passages an asker may read. Any thread.
class Searcher {
 public:
  virtual ~Searcher() = default;
  // kInvalidArgument for an empty or over-long question (32 KiB) or a bad k, kNotFound for a
  // library the asker may not read. A question that matches nothing is an empty result.
  [[nodiscard]] virtual Result<SearchResult> Search(const SearchRequest& request,
                                                    const access::Asker& asker) const = 0;
  // What an answer from such a search has to say of the indexes: `index_rebuilt`, as in its hints,
  // where one lacks documents that the asker may read and the request lets pass. By default
  // nothing; errors as Search.
  [[nodiscard]] virtual Result<std::optional<QueryHint>> NoteOfIndexes(
      const SearchRequest& request, const access::Asker& asker) const;
  // The passages that the table of a hit was cut into, in order, the hit's own among them; it is
  // read as of the hit's revision, for whom found it. Of another hit, and by default, itself alone.
  [[nodiscard]] virtual Result<std::vector<store::Chunk>> PassagesOfTable(const Hit& hit) const;
};

std::unique_ptr<Searcher> MakeSearcher(SearchParts parts);

}  // namespace wenyuan::search
