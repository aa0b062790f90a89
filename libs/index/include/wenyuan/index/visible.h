#pragma once

#include "wenyuan/index/document_set.h"

namespace wenyuan::index {

// What one asker may see of one library: all its open documents and these restricted ones; `only`
// and `without` narrow both (a filter by type, date, tag; evaluation with the gold passage hidden).
// Owned by the caller during the call.
struct Visible {
  const DocumentSet* restricted = nullptr;  // nullptr: no restricted document
  const DocumentSet* only = nullptr;        // nullptr: no filter
  const DocumentSet* without = nullptr;     // nullptr: none hidden
};

}  // namespace wenyuan::index
