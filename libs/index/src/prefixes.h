#pragma once

#include <cstddef>
#include <optional>
#include <set>
#include <string>
#include <string_view>

#include "live_segment.h"
#include "wenyuan/index/library_index.h"

namespace wenyuan::index {

// A prefix of more terms than this is not narrowed enough to be meant.
inline constexpr std::size_t kMostPrefixTerms = 1024;

// The chunks among `visible` (nullptr: all) that hold, in `field` (nothing: any), a term beginning
// with `prefix`. Adds the terms that such a chunk holds to `terms`; kInvalidArgument when they grow
// beyond kMostPrefixTerms: what nobody may see does not count.
Result<OrdinalSet> FindPrefix(const Segment& segment, std::string_view prefix,
                              std::optional<Field> field, const OrdinalSet* visible,
                              std::set<std::string>& terms);

}  // namespace wenyuan::index
