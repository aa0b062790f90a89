#pragma once

#include <cstddef>
#include <filesystem>

#include "corpus.h"
#include "wenyuan/base/result.h"

namespace wenyuan::bench {

// Answers "ask" lines by exhaustive scoring, with lengths as the peers keep them.
Result<void> Model(const Corpus& corpus);

// Compares so many random questions × filters × sizes of answer with exhaustive scoring; prints a
// line of JSON, and what is wrong.
Result<void> Check(const Corpus& corpus, const std::filesystem::path& folder, std::size_t count);

}  // namespace wenyuan::bench
