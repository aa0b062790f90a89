#include "purge.h"

#include "document_tree.h"
#include "rows.h"

namespace wenyuan::store_sqlite {
namespace {

using store::BlobId;
using store::DocumentNumber;

// So many in one transaction: a sync for each would be slow, and a long one would make others wait.
constexpr int kDocumentsAtOnce = 32;

constexpr std::string_view kUnreferenced =
    " NOT EXISTS(SELECT 1 FROM revision WHERE original=sha256)"
    " AND NOT EXISTS(SELECT 1 FROM revision WHERE parsed=sha256 AND parsed<>x'')"
    " AND NOT EXISTS(SELECT 1 FROM revision WHERE thumbnail=sha256 AND thumbnail<>x'')";

// Removes the rows of one deleted document; false when there is none left.
Result<bool> PurgeOne(Database& database) {
  WY_TRY(const auto document,
         database.Number("SELECT number FROM document WHERE deleted=1 LIMIT 1"));
  if (!document) return false;
  WY_TRY(auto revision, database.Query("SELECT number FROM revision WHERE document=?", *document));
  for (;;) {
    WY_TRY(const bool more, revision.Step());
    if (!more) break;
    const auto number = revision.As<store::RevisionNumber>(0);
    WY_CHECK(database.Run("DELETE FROM chunk WHERE place BETWEEN ? AND ?", PlaceOf(number, 0),
                          PlaceOf(number, ~std::uint32_t{0})));
    WY_CHECK(database.Run("DELETE FROM lineage WHERE revision=?", number));
    WY_CHECK(database.Run("DELETE FROM revision_picture WHERE revision=?", number));
  }
  WY_CHECK(
      database.Run("INSERT OR IGNORE INTO loose_blob(sha256, bytes)"
                   " SELECT original, original_bytes FROM revision WHERE document=?1"
                   " UNION SELECT parsed, parsed_bytes FROM revision"
                   "  WHERE document=?1 AND parsed<>x''"
                   " UNION SELECT thumbnail, thumbnail_bytes FROM revision"
                   "  WHERE document=?1 AND thumbnail<>x''",
                   *document));
  WY_CHECK(database.Run("DELETE FROM revision WHERE document=?", *document));
  WY_CHECK(database.Run("DELETE FROM document_tag WHERE document=?", *document));
  WY_CHECK(database.Run("DELETE FROM thumb WHERE document=?", *document));
  WY_CHECK(
      database.Run("DELETE FROM shown_answer WHERE number IN"
                   " (SELECT answer FROM shown_passage WHERE document=?)",
                   *document));
  WY_CHECK(
      database.Run("DELETE FROM faq WHERE number IN"
                   " (SELECT faq FROM faq_citation WHERE document=?)",
                   *document));
  WY_CHECK(database.Run("DELETE FROM document WHERE number=?", *document));
  return true;
}

// A caller that is killed before it removed them gets them once more from the next purge.
Result<std::vector<BlobId>> GiveOutLooseBlobs(Database& database) {
  WY_CHECK(database.Run("DELETE FROM loose_blob WHERE NOT (" + std::string(kUnreferenced) + ")"));
  WY_CHECK(
      database.Run("DELETE FROM recognised_page WHERE NOT EXISTS"
                   " (SELECT 1 FROM revision WHERE revision.original=recognised_page.original)"));
  WY_CHECK(
      database.Run("DELETE FROM recognised_picture WHERE NOT EXISTS"
                   " (SELECT 1 FROM revision_picture p WHERE p.sha256=recognised_picture.sha256)"));
  std::vector<BlobId> blobs;
  {
    WY_TRY(auto row, database.Query("SELECT lower(hex(sha256)), bytes FROM loose_blob"));
    for (;;) {
      WY_TRY(const bool more, row.Step());
      if (!more) break;
      blobs.push_back({row.Text(0), row.As<std::uint64_t>(1)});
    }
  }
  WY_CHECK(database.Run("DELETE FROM loose_blob WHERE given_out=1"));
  WY_CHECK(database.Run("UPDATE loose_blob SET given_out=1"));
  return blobs;
}

}  // namespace

Result<std::vector<DocumentNumber>> DeleteFamily(Writing& writing, DocumentNumber document) {
  Database& database = writing.database;
  WY_TRY(auto family, WithDescendants(database, document));
  for (const DocumentNumber member : family) {
    WY_CHECK(database.Run("DELETE FROM document_reader WHERE document=?", member));
    if (database.Changed() > 0) writing.rights_changed = true;
    WY_CHECK(database.Run("UPDATE document SET deleted=1 WHERE number=?", member));
    WY_CHECK(database.Run("DELETE FROM job WHERE document=?", member));
    WY_CHECK(database.Run("DELETE FROM document_password WHERE document=?", member));
  }
  return family;
}

Result<std::vector<BlobId>> PurgeDeleted(Engine& engine) {
  const auto purge_some = [](Writing& writing) -> Result<bool> {
    bool more = true;
    for (int i = 0; more && i < kDocumentsAtOnce; ++i) {
      WY_TRY(more, PurgeOne(writing.database));
    }
    return more;
  };
  for (bool more = true; more;) {
    WY_TRY(more, engine.Write(purge_some));
  }
  return engine.Write([](Writing& writing) { return GiveOutLooseBlobs(writing.database); });
}

}  // namespace wenyuan::store_sqlite
