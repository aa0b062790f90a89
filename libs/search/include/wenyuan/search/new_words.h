#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "wenyuan/base/result.h"
#include "wenyuan/text/analyzer.h"

namespace wenyuan::search {

// A run of Han characters that behaves like a word and that no dictionary has.
struct NewWord {
  std::string word;
  std::uint32_t count = 0;
  double cohesion = 0;  // pointwise mutual information of its weakest cut, in bits
  double freedom = 0;   // the lesser entropy of what stands before and behind it, in bits
  std::string example;  // a piece of text around it
};

struct NewWordOptions {
  std::size_t most = 100;  // proposals
  std::uint32_t least_count = 3;
  double least_cohesion = 4;
  double least_freedom = 1;
  std::size_t most_characters = 2'000'000;  // Han ones that are read; 24 bytes of memory each
};

struct NewWords {
  std::vector<NewWord> words;    // best first
  std::uint64_t characters = 0;  // that were read
  bool all = true;               // false: the texts were longer than the options allow
};

// Calls `take` with text after text until it returns false.
using EachText = std::function<Result<void>(const std::function<bool(std::string_view)>& take)>;

// Proposes words of 2 to 6 characters for the user dictionary. Fails as `each_text` does. The same
// texts in any order give the same words (examples aside).
Result<NewWords> FindNewWords(const EachText& each_text, const text::Analyzer& analyzer,
                              const NewWordOptions& options = {});

}  // namespace wenyuan::search
