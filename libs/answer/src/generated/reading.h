#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <unordered_set>
#include <vector>

#include "facts/facts.h"
#include "names.h"
#include "wenyuan/text/analyzer.h"

namespace wenyuan::answer {

// A step of a text as two texts are laid beside each other: a Han character, a word, or a whole
// fact.
struct Atom {
  std::string key;          // folded; of a fact: empty
  std::uint32_t begin = 0;  // bytes of the text
  std::uint32_t end = 0;
  int fact = -1;  // its place in TextReading::facts
  bool han = false;
  bool name = false;      // part of a name
  bool function = false;  // says nothing by itself: 的, "the"
  bool negates = false;   // 不, "not"
};

// A term where it stands.
struct TermAt {
  std::string term;
  std::uint32_t begin = 0;  // bytes of the text
  std::uint32_t end = 0;
};

// A text, or a part of one, as proofs see it.
struct TextReading {
  std::string text;
  std::vector<Atom> atoms;
  std::vector<Fact> facts;
  std::vector<Name> names;
  std::unordered_set<std::string> terms;  // of units.h, without function words and what facts say
  std::vector<TermAt> places;             // of the terms, in order

  // The name [begin, end) as its atoms spell it: Han characters one behind the other, words apart
  // by blanks.
  [[nodiscard]] std::string Spell(std::uint32_t begin, std::uint32_t end) const;
};

// Requires valid UTF-8.
TextReading ReadText(const text::Analyzer& analyzer, std::string_view text);

}  // namespace wenyuan::answer
