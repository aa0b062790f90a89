#pragma once

#include <vector>

#include "wenyuan/base/result.h"
#include "wenyuan/search/searcher.h"
#include "wenyuan/store/store.h"

namespace wenyuan::search {

// The passages that were cut from the same table as a hit, in order. Of a hit that is no table, and
// where its revision is gone, itself alone.
Result<std::vector<store::Chunk>> TablePassages(store::Store& store, const Hit& hit);

}  // namespace wenyuan::search
