#include "readers.h"

#include "document_tree.h"
#include "rows.h"

namespace wenyuan::store_sqlite {

Result<void> ReplaceReaders(Writing& writing, store::DocumentNumber document,
                            const std::optional<std::vector<store::UserNumber>>& readers) {
  Database& database = writing.database;
  const std::vector<store::UserNumber> named = readers.value_or(std::vector<store::UserNumber>());
  for (const store::UserNumber reader : named) {
    WY_TRY(const auto known, database.Number("SELECT 1 FROM user WHERE number=?", reader));
    if (!known) return NotFound(Thing::kUser, reader);
  }
  WY_TRY(const auto family, WithDescendants(database, document));
  writing.rights_changed = true;
  for (const store::DocumentNumber member : family) {
    WY_CHECK(database.Run("DELETE FROM document_reader WHERE document=?", member));
    WY_CHECK(database.Run("UPDATE document SET restricted=? WHERE number=?", readers.has_value(),
                          member));
    for (const store::UserNumber reader : named) {
      WY_CHECK(
          database.Run("INSERT OR IGNORE INTO document_reader SELECT number, ?, library"
                       " FROM document WHERE number=?",
                       reader, member));
    }
  }
  return {};
}

}  // namespace wenyuan::store_sqlite
