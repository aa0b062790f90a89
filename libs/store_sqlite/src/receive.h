#pragma once

#include "engine.h"
#include "wenyuan/store/store.h"

namespace wenyuan::store_sqlite {

// kInvalidArgument for a name or tag that cannot be stored.
Result<void> CheckNewRevision(const store::NewRevision& revision);

// store::Documents::SetTags within a transaction.
Result<void> ReplaceTags(Writing& writing, store::DocumentNumber document,
                         const std::vector<std::string>& tags);

// store::Documents::Receive within a transaction.
// One more revision of the same original, to be read anew. kConflict when `revision` is not the
// newest of its document.
Result<void> AddRevisionAgain(Writing& writing, store::DocumentNumber document,
                              store::RevisionNumber revision);

Result<store::Received> ReceiveRevision(Writing& writing, const store::NewRevision& revision);

}  // namespace wenyuan::store_sqlite
