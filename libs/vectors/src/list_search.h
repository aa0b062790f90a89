#pragma once

#include <vector>

#include "asked.h"
#include "best.h"
#include "query.h"

namespace wenyuan::vectors {

// Offers the nearest rows of segments with lists: by sketch, then by row; where few may be seen,
// all of those by row. `reading` names the part whose rows are being read.
Result<void> SearchLists(const std::vector<const Part*>& parts, const Query& query,
                         const ProbeOptions& options, std::size_t k, Best& best,
                         const Part*& reading);

}  // namespace wenyuan::vectors
