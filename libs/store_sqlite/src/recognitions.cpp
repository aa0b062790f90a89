#include "recognitions.h"

#include "receive.h"
#include "rows.h"

namespace wenyuan::store_sqlite {
namespace {

using store::BlobId;
using store::DocumentNumber;
using store::RevisionNumber;

// Merged pages are those that the revision no longer misses. What is of no use to it any more (a
// page that it reads as text now) counts as tried and does no harm.
constexpr std::string_view kSelectWaiting =
    "SELECT document, revision, original, bytes, parsed, parsed_bytes, may_read, tried, news FROM ("
    " SELECT d.number AS document, r.number AS revision, lower(hex(r.original)) AS original,"
    "  r.original_bytes AS bytes, lower(hex(r.parsed)) AS parsed, r.parsed_bytes AS parsed_bytes,"
    "  min(r.picture_pages, max(?1, d.recognise_pages)) AS may_read,"
    "  (SELECT count(*) FROM recognised_page p WHERE p.original=r.original) AS tried,"
    "  (SELECT count(*) FROM recognised_page p WHERE p.original=r.original AND p.parsed<>x'')"
    "   > r.picture_pages-r.unread_pages AS news"
    " FROM revision r JOIN document d ON d.current=r.number"
    " WHERE r.unread_pages>0 AND d.deleted=0 AND d.state=?2 AND d.newest=d.current)"
    " WHERE tried<may_read OR news ORDER BY revision";

class SqliteRecognitions final : public store::Recognitions {
 public:
  explicit SqliteRecognitions(Engine& engine) : engine_(engine) {}

  Result<std::vector<Waiting>> List(std::uint32_t house_limit) const override {
    return engine_.Read([&](Database& database) -> Result<std::vector<Waiting>> {
      WY_TRY(auto row, database.Query(std::string(kSelectWaiting), house_limit,
                                      store::DocumentState::kReady));
      std::vector<Waiting> list;
      for (;;) {
        WY_TRY(const bool more, row.Step());
        if (!more) return list;
        Waiting one;
        one.document = row.As<DocumentNumber>(0);
        one.revision = row.As<RevisionNumber>(1);
        one.original = {row.Text(2), row.As<std::uint64_t>(3)};
        one.parsed = {row.Text(4), row.As<std::uint64_t>(5)};
        one.may_read = row.As<std::uint32_t>(6);
        one.tried = row.As<std::uint32_t>(7);
        one.has_news = row.Int(8) != 0;
        list.push_back(std::move(one));
      }
    });
  }

  Result<void> Save(const BlobId& original, std::uint32_t page, std::string_view parsed) override {
    return engine_.Write([&](Writing& writing) -> Result<void> {
      // Its last document may have gone meanwhile.
      return writing.database.Run(
          "INSERT OR REPLACE INTO recognised_page(original, page, parsed)"
          " SELECT unhex(?1), ?2, ?3 WHERE EXISTS(SELECT 1 FROM revision WHERE original=unhex(?1))",
          original.sha256, page, Bytes{parsed});
    });
  }

  Result<Pages> Read(const BlobId& original) const override {
    return engine_.Read([&](Database& database) -> Result<Pages> {
      WY_TRY(auto row, database.Query("SELECT page, parsed FROM recognised_page"
                                      " WHERE original=unhex(?) ORDER BY page",
                                      original.sha256));
      Pages pages;
      for (;;) {
        WY_TRY(const bool more, row.Step());
        if (!more) return pages;
        pages.emplace_back(row.As<std::uint32_t>(0), row.Text(1));
      }
    });
  }

  Result<void> ReadAgain(DocumentNumber document, RevisionNumber revision) override {
    return engine_.Write(
        [&](Writing& writing) { return AddRevisionAgain(writing, document, revision); });
  }

  Result<void> Allow(DocumentNumber document, std::uint32_t pages) override {
    return engine_.Write([&](Writing& writing) -> Result<void> {
      Database& database = writing.database;
      WY_CHECK(database.Run("UPDATE document SET recognise_pages=? WHERE number=? AND deleted=0",
                            pages, document));
      if (database.Changed() == 0) return NotFound(Thing::kDocument, document);
      return database.Run(
          "DELETE FROM recognised_page WHERE parsed=x'' AND original IN"
          " (SELECT original FROM revision WHERE document=?)",
          document);
    });
  }

 private:
  Engine& engine_;
};

}  // namespace

std::unique_ptr<store::Recognitions> MakeRecognitions(Engine& engine) {
  return std::make_unique<SqliteRecognitions>(engine);
}

}  // namespace wenyuan::store_sqlite
