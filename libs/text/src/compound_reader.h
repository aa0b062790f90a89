#pragma once

#include <cstddef>
#include <vector>

#include "folding.h"

namespace wenyuan::text {

// A run of letters or digits: [begin, end) of the folded characters.
struct UnitText {
  std::size_t begin = 0;
  std::size_t end = 0;
};

// Units that a person writes as one, as in GB/T 22239-2019, and what joins them.
struct CompoundText {
  std::vector<UnitText> units;
  std::size_t standard = 0;  // the unit of the number in "GB/T 22239-2019"; 0 when it is none
  std::size_t end = 0;       // of the whole, a sign behind it (12.5%, C++) included
};

// Requires a letter or digit at `first`. Replaces `compound`; returns where to go on.
std::size_t ReadCompound(const std::vector<Folded>& text, std::size_t first,
                         CompoundText& compound);

inline bool IsWordCharacter(const Folded& c) {
  return c.kind == CharacterKind::kLetter || c.kind == CharacterKind::kDigit;
}

inline bool IsHyphen(char32_t c) { return c == U'-' || c == 0x2010; }

// GB/T 22239—2019 is printed with a dash.
inline bool IsDash(char32_t c) { return (c >= 0x2012 && c <= 0x2015) || c == 0x2212; }

}  // namespace wenyuan::text
