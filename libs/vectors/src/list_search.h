#pragma once

#include <vector>

#include "asked.h"
#include "nearest.h"
#include "query.h"

namespace wenyuan::vectors {

// What follows offers the nearest rows of segments with lists. `reading` names the part whose rows
// are being read.

// Where few rows may be seen, looks at all of those: at their rows, or by sketch and then by row.
// Else does nothing and returns false.
Result<bool> CompareFewRows(const std::vector<const Part*>& parts, const Query& query,
                            const ProbeOptions& options, std::size_t k, Nearest& nearest,
                            const Part*& reading);

// Opens the lists that promise most for any of the heaps; by sketch, then by row.
Result<void> SearchLists(const std::vector<const Part*>& parts, const Query& query,
                         const ProbeOptions& options, Nearest::Heaps heaps, std::size_t k,
                         Nearest& nearest, const Part*& reading);

}  // namespace wenyuan::vectors
