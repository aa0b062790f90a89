#pragma once

#include <time.h>

#include <filesystem>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "corpus.h"
#include "wenyuan/crypto/key_provider.h"
#include "wenyuan/index/library_index.h"

namespace wenyuan::bench {

// As the peers score.
inline constexpr index::ScoringOptions kOptions{1.2F, 0.75F, {1, 1, 1}};

// An index of ours as the product has it: sealed, on disk, read through the block cache.
struct Opened {
  std::unique_ptr<crypto::KeyProvider> keys;
  std::unique_ptr<index::LibraryIndex> index;
};

Result<Opened> OpenIndex(const std::filesystem::path& folder);
// Prints one line of JSON. Documents of `restricted`, unless it is nullptr, are restricted.
Result<void> Build(const Corpus& corpus, const std::filesystem::path& folder,
                   const index::DocumentSet* restricted);

text::AnalyzedQuery QueryOf(const std::vector<std::string_view>& terms);

// "ask FILE FILTER K": how many questions, then a line of each: nanoseconds, tab, hits.
struct Ask {
  std::vector<std::string> questions;
  const index::DocumentSet* only = nullptr;
  std::size_t k = 0;
};

// From a line of the standard input; writes how many there are.
Result<Ask> ReadAsk(const Corpus& corpus, const std::string& line);

double Seconds(clockid_t clock);

}  // namespace wenyuan::bench
