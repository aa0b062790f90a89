#pragma once

#include <vector>

#include "engine.h"
#include "wenyuan/store/store.h"

namespace wenyuan::store_sqlite {

// store::Documents::Delete within a transaction.
Result<std::vector<store::DocumentNumber>> DeleteFamily(Writing& writing,
                                                        store::DocumentNumber document);

// store::Documents::Purge, in many small transactions, so that others can write meanwhile.
Result<std::vector<store::BlobId>> PurgeDeleted(Engine& engine);

}  // namespace wenyuan::store_sqlite
