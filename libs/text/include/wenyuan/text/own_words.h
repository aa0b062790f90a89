#pragma once

#include <cstdint>

#include "wenyuan/text/analyzer.h"

namespace wenyuan::text {

// Differs whenever an analyzer has read the house's own words again, so that what was made of its
// words is made anew. 0 of an analyzer that was not made by MakeAnalyzer. Any thread.
std::uint64_t OwnWordsVersion(const Analyzer& analyzer);

// An analyzer that has such words; not meant to be called but by OwnWordsVersion.
class HasOwnWords {
 public:
  virtual ~HasOwnWords() = default;
  [[nodiscard]] virtual std::uint64_t VersionOfOwnWords() const = 0;
};

}  // namespace wenyuan::text
