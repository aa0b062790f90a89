#pragma once

#include "database.h"
#include "wenyuan/store/shown_answer.h"

namespace wenyuan::store_sqlite {

// Within a transaction. Returns the number it is kept under.
Result<std::int64_t> SaveShownAnswer(Database& database, const store::ShownAnswer& answer);
Result<store::ShownAnswer> ReadShownAnswer(Database& database, std::int64_t number);

}  // namespace wenyuan::store_sqlite
