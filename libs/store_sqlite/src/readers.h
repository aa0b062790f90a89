#pragma once

#include <optional>
#include <vector>

#include "engine.h"
#include "wenyuan/store/types.h"

namespace wenyuan::store_sqlite {

// Names the readers of a document and of all that came in it, instead of those it has; nullopt:
// whoever reads its library. kNotFound for a document or a user that is not there.
Result<void> ReplaceReaders(Writing& writing, store::DocumentNumber document,
                            const std::optional<std::vector<store::UserNumber>>& readers);

}  // namespace wenyuan::store_sqlite
