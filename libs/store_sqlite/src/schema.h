#pragma once

#include "database.h"

namespace wenyuan::store_sqlite {

// Brings a database, new or old, to the schema of this program, one numbered step per transaction.
// kUnsupported when a newer program wrote it.
Result<void> Migrate(Database& database);

}  // namespace wenyuan::store_sqlite
