#include "documents.h"

#include "document_list.h"
#include "document_tree.h"
#include "purge.h"
#include "receive.h"
#include "rows.h"

namespace wenyuan::store_sqlite {
namespace {

using store::Chunk;
using store::Document;
using store::DocumentNumber;
using store::Revision;
using store::RevisionNumber;

class SqliteDocuments final : public store::Documents {
 public:
  explicit SqliteDocuments(Engine& engine) : engine_(engine) {}

  Result<store::Received> Receive(const store::NewRevision& revision) override {
    WY_CHECK(CheckNewRevision(revision));
    return engine_.Write([&](Writing& writing) { return ReceiveRevision(writing, revision); });
  }

  Result<void> SetTags(DocumentNumber document, const std::vector<std::string>& tags) override {
    return engine_.Write([&](Writing& writing) { return ReplaceTags(writing, document, tags); });
  }

  Result<Document> Find(std::string_view id) const override {
    return One<Document>(std::string(kSelectDocument) + "WHERE d.id=? AND d.deleted=0",
                         NotFound(Thing::kDocument, id), ReadDocument, id);
  }
  Result<Document> Get(DocumentNumber document) const override {
    return One<Document>(std::string(kSelectDocument) + "WHERE d.number=? AND d.deleted=0",
                         NotFound(Thing::kDocument, document), ReadDocument, document);
  }
  Result<std::vector<Document>> GetAll(
      const std::vector<DocumentNumber>& documents) const override {
    return engine_.Read([&](Database& database) -> Result<std::vector<Document>> {
      std::vector<Document> found;
      WY_TRY(auto row,
             database.Prepare(std::string(kSelectDocument) + "WHERE d.number=? AND d.deleted=0"));
      for (const DocumentNumber number : documents) {
        WY_TRY(bool more, row.Bind(number).Step());
        while (more) {
          found.push_back(ReadDocument(row));
          WY_TRY(more, row.Step());
        }
      }
      return found;
    });
  }
  Result<Revision> GetRevision(RevisionNumber revision) const override {
    return One<Revision>(std::string(kSelectRevision) + "r.number=?",
                         NotFound(Thing::kRevision, revision), ReadRevision, revision);
  }
  Result<Revision> FindRevision(DocumentNumber document, std::uint32_t ordinal) const override {
    return One<Revision>(std::string(kSelectRevision) + "r.document=? AND r.ordinal=?",
                         NotFound(Thing::kRevision, ordinal), ReadRevision, document, ordinal);
  }

  Result<store::DocumentPage> List(const store::DocumentFilter& filter) const override {
    return engine_.Read([&](Database& database) { return ListDocuments(database, filter); });
  }
  Result<std::vector<DocumentNumber>> Numbers(const store::DocumentFilter& filter) const override {
    return engine_.Read([&](Database& database) { return ListNumbers(database, filter); });
  }

  Result<std::vector<Revision>> Revisions(DocumentNumber document) const override {
    return All<Revision>(
        std::string(kSelectRevision) + "r.document=? ORDER BY r.ordinal",
        [](const Statement& row) -> Result<Revision> { return ReadRevision(row); }, document);
  }

  Result<std::vector<store::LineageStep>> Lineage(RevisionNumber revision) const override {
    return All<store::LineageStep>(
        "SELECT l.stage, l.tool, l.details, l.started, l.finished FROM lineage l"
        " JOIN revision r ON r.number=l.revision JOIN document d ON d.number=r.document"
        " WHERE l.revision=? AND d.deleted=0 ORDER BY l.number",
        [](const Statement& row) -> Result<store::LineageStep> {
          return store::LineageStep{row.As<store::Stage>(0), row.Text(1), row.Text(2), row.Int(3),
                                    row.Int(4)};
        },
        revision);
  }

  Result<std::vector<Chunk>> Chunks(RevisionNumber revision,
                                    const std::vector<std::uint32_t>& numbers) const override {
    return engine_.Read([&](Database& database) -> Result<std::vector<Chunk>> {
      std::vector<Chunk> chunks;
      WY_TRY(const bool live, IsLive(database, revision));
      if (!live) return chunks;
      WY_TRY(auto row, database.Prepare(std::string(kSelectChunk) + "WHERE place=?"));
      for (const std::uint32_t number : numbers) {
        WY_TRY(bool more, row.Bind(PlaceOf(revision, number)).Step());
        while (more) {
          WY_TRY(Chunk chunk, ReadChunk(row));
          chunks.push_back(std::move(chunk));
          WY_TRY(more, row.Step());
        }
      }
      return chunks;
    });
  }

  Result<std::vector<Chunk>> AllChunks(RevisionNumber revision) const override {
    return engine_.Read([&](Database& database) -> Result<std::vector<Chunk>> {
      std::vector<Chunk> chunks;
      WY_TRY(const bool live, IsLive(database, revision));
      if (!live) return chunks;
      WY_TRY(auto row, database.Query(
                           std::string(kSelectChunk) + "WHERE place BETWEEN ? AND ? ORDER BY place",
                           PlaceOf(revision, 0), PlaceOf(revision, ~std::uint32_t{0})));
      for (;;) {
        WY_TRY(const bool more, row.Step());
        if (!more) return chunks;
        WY_TRY(Chunk chunk, ReadChunk(row));
        chunks.push_back(std::move(chunk));
      }
    });
  }

  Result<std::vector<DocumentNumber>> Family(DocumentNumber document) const override {
    return engine_.Read([&](Database& database) { return WithDescendants(database, document); });
  }
  Result<std::vector<DocumentNumber>> Delete(DocumentNumber document) override {
    return engine_.Write([&](Writing& writing) { return DeleteFamily(writing, document); });
  }
  Result<std::vector<store::BlobId>> Purge() override { return PurgeDeleted(engine_); }

  Result<std::vector<Current>> CurrentRevisions(store::LibraryNumber library) const override {
    return All<Current>(
        "SELECT number, current, restricted FROM document"
        " WHERE library=? AND deleted=0 AND current<>0 ORDER BY current",
        [](const Statement& row) -> Result<Current> {
          return Current{row.As<DocumentNumber>(0), row.As<RevisionNumber>(1), row.Int(2) != 0};
        },
        library);
  }

 private:
  static Result<bool> IsLive(Database& database, RevisionNumber revision) {
    WY_TRY(const auto live,
           database.Number("SELECT 1 FROM revision r JOIN document d ON d.number=r.document"
                           " WHERE r.number=? AND d.deleted=0",
                           revision));
    return live.has_value();
  }

  template <typename T, typename Reader, typename... Values>
  Result<T> One(const std::string& sql, const Error& absent, Reader read,
                const Values&... values) const {
    return engine_.Read([&](Database& database) -> Result<T> {
      WY_TRY(auto row, database.Query(sql, values...));
      WY_TRY(const bool found, row.Step());
      if (!found) return absent;
      return read(row);
    });
  }

  template <typename T, typename Reader, typename... Values>
  Result<std::vector<T>> All(std::string_view sql, Reader read, const Values&... values) const {
    return engine_.Read([&](Database& database) -> Result<std::vector<T>> {
      WY_TRY(auto row, database.Query(sql, values...));
      std::vector<T> all;
      for (;;) {
        WY_TRY(const bool more, row.Step());
        if (!more) return all;
        WY_TRY(T one, read(row));
        all.push_back(std::move(one));
      }
    });
  }

  Engine& engine_;
};

}  // namespace

std::unique_ptr<store::Documents> MakeDocuments(Engine& engine) {
  return std::make_unique<SqliteDocuments>(engine);
}

}  // namespace wenyuan::store_sqlite
