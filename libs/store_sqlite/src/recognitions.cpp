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
    "SELECT document, revision, original, bytes, parsed, parsed_bytes, may_read, tried,"
    " page_news OR picture_news, pictures_left FROM ("
    " SELECT d.number AS document, r.number AS revision, lower(hex(r.original)) AS original,"
    "  r.original_bytes AS bytes, lower(hex(r.parsed)) AS parsed, r.parsed_bytes AS parsed_bytes,"
    "  min(r.picture_pages, max(?1, d.recognise_pages)) AS may_read,"
    "  (SELECT count(*) FROM recognised_page p WHERE p.original=r.original) AS tried,"
    "  r.unread_pages>0 AND"
    "   (SELECT count(*) FROM recognised_page p WHERE p.original=r.original AND p.parsed<>x'')"
    "   > r.picture_pages-r.unread_pages AS page_news,"
    "  r.unread_pictures>0 AND"
    "   (SELECT count(*) FROM revision_picture v JOIN recognised_picture p ON p.sha256=v.sha256"
    "     WHERE v.revision=r.number AND p.parsed<>x'')"
    "   > r.pictures-r.unread_pictures AS picture_news,"
    "  r.unread_pictures>0 AND EXISTS(SELECT 1 FROM revision_picture v WHERE v.revision=r.number"
    "   AND v.place<max(?1, d.recognise_pages)"
    "   AND NOT EXISTS(SELECT 1 FROM recognised_picture p WHERE p.sha256=v.sha256))"
    "   AS pictures_left"
    " FROM revision r JOIN document d ON d.current=r.number"
    " WHERE r.number IN (SELECT number FROM revision WHERE unread_pages>0"
    "  UNION SELECT number FROM revision WHERE unread_pictures>0)"
    "  AND d.deleted=0 AND d.state=?2 AND d.newest=d.current)"
    " WHERE tried<may_read OR page_news OR picture_news OR pictures_left ORDER BY revision";

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
        one.pictures_left = row.Int(9) != 0;
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

  Result<Pictures> UntriedPictures(RevisionNumber revision,
                                   std::uint32_t house_limit) const override {
    return engine_.Read([&](Database& database) -> Result<Pictures> {
      WY_TRY(auto row,
             database.Query("SELECT lower(hex(v.sha256)) FROM revision_picture v"
                            " JOIN revision r ON r.number=v.revision"
                            " JOIN document d ON d.number=r.document"
                            " WHERE v.revision=? AND v.place<max(?, d.recognise_pages)"
                            " AND NOT EXISTS"
                            "  (SELECT 1 FROM recognised_picture p WHERE p.sha256=v.sha256)"
                            " ORDER BY v.place",
                            revision, house_limit));
      Pictures pictures;
      for (;;) {
        WY_TRY(const bool more, row.Step());
        if (!more) return pictures;
        pictures.push_back(row.Text(0));
      }
    });
  }

  Result<void> SavePicture(std::string_view sha256, std::string_view parsed) override {
    return engine_.Write([&](Writing& writing) -> Result<void> {
      return writing.database.Run(
          "INSERT OR REPLACE INTO recognised_picture(sha256, parsed)"
          " SELECT unhex(?1), ?2 WHERE EXISTS(SELECT 1 FROM revision_picture WHERE"
          " sha256=unhex(?1))",
          sha256, Bytes{parsed});
    });
  }

  Result<std::map<std::string, std::string>> ReadPictures(const Pictures& pictures) const override {
    using Found = std::map<std::string, std::string>;
    return engine_.Read([&](Database& database) -> Result<Found> {
      Found found;
      for (const std::string& sha256 : pictures) {
        WY_TRY(
            auto row,
            database.Query("SELECT parsed FROM recognised_picture WHERE sha256=unhex(?)", sha256));
        WY_TRY(const bool there, row.Step());
        if (there) found.emplace(sha256, row.Text(0));
      }
      return found;
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
      WY_CHECK(
          database.Run("DELETE FROM recognised_picture WHERE parsed=x'' AND sha256 IN"
                       " (SELECT v.sha256 FROM revision_picture v JOIN revision r"
                       "  ON r.number=v.revision WHERE r.document=?)",
                       document));
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
