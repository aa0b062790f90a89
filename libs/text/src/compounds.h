#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "folding.h"
#include "tokenizer.h"

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

// Adds the compound's tokens: whole, units, stems and parts, in order of position.
void AddCompound(const std::vector<Folded>& text, const CompoundText& compound,
                 std::uint32_t position, Analysis& analysis);

}  // namespace wenyuan::text
