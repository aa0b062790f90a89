#pragma once

#include <vector>

#include "database.h"
#include "wenyuan/store/store.h"

namespace wenyuan::store_sqlite {

// The documents that a filter leaves. Each of these runs once for every library of the filter, so
// that an index gives the order.
Result<store::DocumentPage> ListDocuments(Database& database, const store::DocumentFilter& filter);
Result<std::vector<store::DocumentNumber>> ListNumbers(Database& database,
                                                       const store::DocumentFilter& filter);
Result<std::size_t> CountDocuments(Database& database, const store::DocumentFilter& filter);

}  // namespace wenyuan::store_sqlite
