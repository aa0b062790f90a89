#include "receive.h"

#include "folding.h"
#include "readers.h"
#include "rows.h"
#include "wenyuan/crypto/hash.h"

namespace wenyuan::store_sqlite {
namespace {

using store::DocumentNumber;
using store::NewRevision;

constexpr std::size_t kLongestPath = 4096;  // as Linux has it

Result<store::Document> LiveDocument(Database& database, DocumentNumber number) {
  WY_TRY(auto row,
         database.Query(std::string(kSelectDocument) + "WHERE d.number=? AND d.deleted=0", number));
  WY_TRY(const bool found, row.Step());
  if (!found) return NotFound(Thing::kDocument, number);
  return ReadDocument(row);
}

Result<void> SetTags(Database& database, DocumentNumber document,
                     const std::vector<std::string>& tags) {
  WY_CHECK(database.Run("UPDATE document SET tags=? WHERE number=?", JoinTags(tags), document));
  WY_CHECK(database.Run("DELETE FROM document_tag WHERE document=?", document));
  for (const std::string& tag : tags) {
    WY_CHECK(database.Run("INSERT OR IGNORE INTO document_tag VALUES(?,?)", tag, document));
  }
  return {};
}

Result<void> CheckTags(const std::vector<std::string>& tags) {
  for (const std::string& tag : tags) WY_CHECK(CheckName("tag", "标签", tag));
  return {};
}

// What came in a restricted document is as restricted as that.
Result<void> InheritRestriction(Writing& writing, DocumentNumber parent, DocumentNumber document) {
  Database& database = writing.database;
  WY_CHECK(database.Run("UPDATE document SET restricted=1 WHERE number=?", document));
  writing.rights_changed = true;
  return database.Run(
      "INSERT INTO document_reader SELECT ?, user, library FROM document_reader"
      " WHERE document=?",
      document, parent);
}

Result<DocumentNumber> AddDocument(Writing& writing, const NewRevision& revision) {
  Database& database = writing.database;
  bool restricted = false;
  if (revision.parent != 0) {
    WY_TRY(const auto parent, LiveDocument(database, revision.parent));
    if (parent.library != revision.library) return NotFound(Thing::kDocument, revision.parent);
    restricted = parent.restricted;
  }
  WY_CHECK(database.Run(
      "INSERT INTO document(id, library, parent, source_name, folded_names, tags,"
      " created, changed) VALUES(?,?,?,?,?,'',?,?)",
      "d_" + crypto::RandomId(10), revision.library, revision.parent, revision.source_name,
      "\n" + Fold(revision.source_name), writing.now, writing.now));
  const auto document = static_cast<DocumentNumber>(database.LastInserted());
  if (restricted) {
    WY_CHECK(InheritRestriction(writing, revision.parent, document));
  }
  return document;
}

Result<store::RevisionNumber> AddRevision(Writing& writing, const NewRevision& revision,
                                          DocumentNumber document) {
  Database& database = writing.database;
  WY_CHECK(database.Run(
      "INSERT INTO revision(document, ordinal, original, original_bytes, created,"
      " created_by) SELECT ?1, ifnull(max(ordinal),0)+1, unhex(?2), ?3, ?4, ?5"
      " FROM revision WHERE document=?1",
      document, revision.original.sha256, revision.original.bytes, writing.now, revision.by));
  const auto number = static_cast<store::RevisionNumber>(database.LastInserted());
  WY_CHECK(database.Run(
      "UPDATE document SET newest=?, state=?, stage=?, reason='', reason_zh='',"
      " needs_password=0, attempts=0, changed=? WHERE number=?",
      number, store::DocumentState::kQueued, store::Stage::kReceived, writing.now, document));
  // Work on an older revision is overtaken; whoever does it finds its lease lost.
  WY_CHECK(database.Run("DELETE FROM job WHERE document=?", document));
  WY_CHECK(database.Run("INSERT INTO job(document, revision, library) VALUES(?,?,?)", document,
                        number, revision.library));
  return number;
}

}  // namespace

Result<void> CheckNewRevision(const NewRevision& revision) {
  WY_CHECK(CheckName("file name", "文件名", revision.source_name, kLongestPath));
  WY_CHECK(CheckTags(revision.tags));
  if (revision.original.sha256.size() != 64) {
    return Error{ErrorCode::kInvalidArgument,
                 "'" + revision.original.sha256 + "' is not the SHA-256 of a stored original"};
  }
  return {};
}

Result<void> ReplaceTags(Writing& writing, DocumentNumber document,
                         const std::vector<std::string>& tags) {
  WY_CHECK(CheckTags(tags));
  WY_CHECK(LiveDocument(writing.database, document));
  return SetTags(writing.database, document, tags);
}

Result<void> AddRevisionAgain(Writing& writing, DocumentNumber document,
                              store::RevisionNumber revision) {
  WY_TRY(const auto now, LiveDocument(writing.database, document));
  if (now.newest != revision) {
    return Error{ErrorCode::kConflict, "the document has a newer revision already",
                 "该文档已有更新的版本"};
  }
  WY_TRY(auto row, writing.database.Query("SELECT lower(hex(original)), original_bytes, created_by"
                                          " FROM revision WHERE number=?",
                                          revision));
  WY_TRY(const bool found, row.Step());
  if (!found) return NotFound(Thing::kRevision, revision);
  NewRevision again;
  again.library = now.library;
  again.original = {row.Text(0), row.As<std::uint64_t>(1)};
  again.by = row.As<store::UserNumber>(2);
  WY_TRY(const auto number, AddRevision(writing, again, document));
  (void)number;
  return {};
}

Result<store::Received> ReceiveRevision(Writing& writing, const NewRevision& revision) {
  Database& database = writing.database;
  WY_TRY(const auto library,
         database.Number("SELECT 1 FROM library WHERE number=?", revision.library));
  if (!library) return NotFound(Thing::kLibrary, revision.library);
  WY_TRY(auto known, database.Number("SELECT number FROM document WHERE library=? AND parent=?"
                                     " AND source_name=? AND deleted=0",
                                     revision.library, revision.parent, revision.source_name));
  store::Received received;
  if (known) {
    WY_TRY(const auto same,
           database.Number("SELECT r.number FROM document d JOIN revision r ON r.number=d.newest"
                           " WHERE d.number=? AND r.original=unhex(?)",
                           *known, revision.original.sha256));
    received.unchanged = same.has_value();
    received.revision = static_cast<store::RevisionNumber>(same.value_or(0));
  } else {
    WY_TRY(known, AddDocument(writing, revision));
  }
  const auto document = static_cast<DocumentNumber>(*known);
  if (!received.unchanged) {
    WY_TRY(received.revision, AddRevision(writing, revision, document));
  }
  if (!revision.tags.empty()) {
    WY_CHECK(SetTags(database, document, revision.tags));
  }
  if (revision.readers) {
    WY_CHECK(ReplaceReaders(writing, document, revision.readers));
  }
  WY_TRY(received.document, LiveDocument(database, document));
  return received;
}

}  // namespace wenyuan::store_sqlite
