#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "wenyuan/access/access.h"
#include "wenyuan/base/result.h"
#include "wenyuan/search/searcher.h"
#include "wenyuan/text/analyzer.h"

namespace wenyuan::search {

// A question with its end completed.
struct Completion {
  enum class Kind : std::uint8_t {
    kWord,      // the term begins as what was typed
    kPinyin,    // its pinyin does: nianjia
    kInitials,  // the initials of its pinyin do: nj
  };
  std::string text;  // the whole question
  std::string term;  // what its end became
  Kind kind = Kind::kWord;
};
std::string_view Name(Completion::Kind kind);  // "word", "pinyin", "initials"

struct Completions {
  std::vector<Completion> completions;  // best first, then more frequent ones, then by bytes
  bool ready = true;  // false: the words of a library are still being read; ask again
};

// What may have been meant: a question with words that occur in place of some that do not.
struct Correction {
  struct Change {
    std::string from;
    std::string to;
    friend bool operator==(const Change&, const Change&) = default;
  };
  std::string text;             // the whole question; empty: nothing better is known
  std::vector<Change> changes;  // in order
  bool ready = true;
};

// Suggests terms of open documents in libraries that the asker may read, and of nothing else: what
// is deleted or restricted is not told, and no structure, nor when it is made anew, depends on
// another library or on restricted documents. Any thread.
class Suggester {
 public:
  virtual ~Suggester() = default;
  // Libraries as in SearchRequest. kInvalidArgument for a question over 1 KiB or no UTF-8,
  // kNotFound for a library that the asker may not read. Same answer for the same documents.
  [[nodiscard]] virtual Result<Completions> Complete(std::string_view question,
                                                     const std::vector<std::string>& libraries,
                                                     std::size_t most,
                                                     const access::Asker& asker) const = 0;
  // For a search that found little. Corrects free text alone: neither quotations nor identifiers.
  [[nodiscard]] virtual Result<Correction> Correct(std::string_view question,
                                                   const std::vector<std::string>& libraries,
                                                   const access::Asker& asker) const = 0;
};

struct SuggesterOptions {
  // The most frequent ones of a library; 60 bytes each, and twice that while they are read.
  std::size_t most_terms = 100'000;
  // Changes show after this long at most.
  std::chrono::milliseconds refresh{5000};
  // The words of a library that nobody asked for are dropped.
  std::chrono::milliseconds idle{600'000};
  // How long the first who asks for a library waits for its words to be read.
  std::chrono::milliseconds patience{300};
};

// Reads the libraries' words on a thread of its own. All must outlive it.
std::unique_ptr<Suggester> MakeSuggester(const text::Analyzer& analyzer,
                                         const access::Access& access, IndexOf index_of,
                                         const SuggesterOptions& options = {});

}  // namespace wenyuan::search
