#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "wenyuan/store/types.h"

namespace wenyuan::store {

// A passage as it was when it was shown.
struct ShownPassage {
  static constexpr std::uint32_t kNoSentence = ~std::uint32_t{0};

  DocumentNumber document = 0;
  std::uint32_t revision = 0;  // ordinal
  std::uint32_t chunk = 0;
  std::uint32_t page = 0;
  std::uint32_t sentence = kNoSentence;  // that it proves, by place; none: it was only read
  std::string quote = {};                // may be shortened, may be empty
  friend bool operator==(const ShownPassage&, const ShownPassage&) = default;
};

// An answer as somebody was shown it. It holds words of documents: who may not read all of
// `passages` must not see it, and it goes when one of their documents does.
struct ShownAnswer {
  std::string model = {};  // "extractive", "faq", a model's name
  bool refused = false;
  std::vector<std::string> sentences = {};
  std::vector<ShownPassage> passages = {};
  friend bool operator==(const ShownAnswer&, const ShownAnswer&) = default;
};

}  // namespace wenyuan::store
