#pragma once

#include <string>
#include <vector>

#include "database.h"
#include "wenyuan/store/types.h"

namespace wenyuan::store_sqlite {

// store::QuestionSets::DocumentsNamed within a transaction.
Result<std::vector<std::vector<store::DocumentNumber>>> FindByName(
    Database& database, store::LibraryNumber library, const std::vector<std::string>& names);

}  // namespace wenyuan::store_sqlite
