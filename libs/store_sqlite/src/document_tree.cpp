#include "document_tree.h"

#include "rows.h"

namespace wenyuan::store_sqlite {

Result<std::vector<store::DocumentNumber>> WithDescendants(Database& database,
                                                           store::DocumentNumber document) {
  WY_TRY(auto row,
         database.Query("WITH RECURSIVE family(number, library) AS ("
                        "  SELECT number, library FROM document WHERE number=? AND deleted=0"
                        "  UNION SELECT d.number, d.library FROM family f JOIN document d"
                        "    ON d.library=f.library AND d.parent=f.number AND d.deleted=0)"
                        " SELECT number FROM family",
                        document));
  std::vector<store::DocumentNumber> family;
  for (;;) {
    WY_TRY(const bool more, row.Step());
    if (!more) break;
    family.push_back(row.As<store::DocumentNumber>(0));
  }
  if (family.empty()) return NotFound(Thing::kDocument, document);
  return family;
}

}  // namespace wenyuan::store_sqlite
