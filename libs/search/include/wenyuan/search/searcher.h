#pragma once

#include <chrono>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "wenyuan/access/access.h"
#include "wenyuan/base/result.h"
#include "wenyuan/index/library_index.h"
#include "wenyuan/store/store.h"
#include "wenyuan/text/analyzer.h"

namespace wenyuan::search {

enum class Mode : std::uint8_t {
  kHybrid,    // keywords and meaning
  kKeywords,  // words alone
  kMeaning,   // vectors alone
};

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
};

// The bytes [begin, end) of Hit::chunk.text that match.
struct Highlight {
  std::uint32_t begin = 0;
  std::uint32_t end = 0;
};

// A passage that says nearly the same as a hit (Jaccard >= .8 over shingles) and was left out for
// it.
struct Alike {
  std::string document_id;
  std::string title;
  std::uint32_t chunk = 0;
};

struct Hit {
  double score = 0;                                 // what hits are ordered by
  double coverage = 0;                              // share of the question's words, 0-1
  std::optional<double> similarity = std::nullopt;  // to the question's vector, if there is one
  store::Library library;
  store::Document document;
  std::uint32_t revision = 0;  // ordinal
  store::Chunk chunk;
  std::vector<Highlight> highlights;  // in order, apart
  std::vector<Alike> alike = {};
};

// Whether meaning took part in a search; `reason` says why not, and what to do.
struct Meaning {
  enum class State : std::uint8_t {
    kUsed,    // for all that was searched
    kPartly,  // some passages have no vector yet
    kUnused,  // not asked for
    kOff,     // no embedder is set up
    kAway,    // the embedder does not answer now
  };
  State state = State::kOff;
  double embedded = 0;  // share of the passages of the libraries searched that have a vector
  std::string reason;
  std::string reason_zh;
};

struct SearchResult {
  std::vector<Hit> hits;
  std::uint64_t total = 0;
  text::AnalyzedQuery query;
  // No visible passage has the quoted words together: these have some of the words.
  bool relaxed = false;
  Meaning meaning;
};

// Finds the library's index; nullptr when it has none yet. Must outlive the searcher.
using IndexOf = std::function<const index::LibraryIndex*(store::LibraryNumber)>;

// Retrieves passages an asker may read. Any thread.
class Searcher {
 public:
  virtual ~Searcher() = default;
  // kInvalidArgument for an empty or over-long question (32 KiB) or a bad k, kNotFound for a
  // library the asker may not read. A question that matches nothing is an empty result.
  [[nodiscard]] virtual Result<SearchResult> Search(const SearchRequest& request,
                                                    const access::Asker& asker) const = 0;
};

std::unique_ptr<Searcher> MakeSearcher(const text::Analyzer& analyzer, store::Store& store,
                                       const access::Access& access, IndexOf index_of);

}  // namespace wenyuan::search
