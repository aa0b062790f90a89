#pragma once

#include <vector>

#include "database.h"
#include "wenyuan/store/types.h"

namespace wenyuan::store_sqlite {

// A document and all that came in it, at any depth; the document first. kNotFound when it is gone.
Result<std::vector<store::DocumentNumber>> WithDescendants(Database& database,
                                                           store::DocumentNumber document);

}  // namespace wenyuan::store_sqlite
