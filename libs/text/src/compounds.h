#pragma once

#include <cstdint>
#include <vector>

#include "compound_reader.h"
#include "tokenizer.h"

namespace wenyuan::text {

// Adds the compound's tokens: whole, units, stems and parts, in order of position.
void AddCompound(const std::vector<Folded>& text, const CompoundText& compound,
                 std::uint32_t position, Analysis& analysis);

}  // namespace wenyuan::text
