#include "thumbs.h"

#include "folding.h"

namespace wenyuan::store_sqlite {
namespace {

using store::Thumb;

constexpr std::string_view kSelectThumb =
    "SELECT user, library, question, target, document, chunk_id, page, verdict, given FROM thumb ";

Result<std::vector<Thumb>> ReadThumbs(Statement row) {
  std::vector<Thumb> thumbs;
  for (;;) {
    WY_TRY(const bool more, row.Step());
    if (!more) return thumbs;
    Thumb& thumb = thumbs.emplace_back();
    thumb.user = row.As<store::UserNumber>(0);
    thumb.library = row.As<store::LibraryNumber>(1);
    thumb.question = row.Text(2);
    thumb.target = row.As<store::ThumbTarget>(3);
    thumb.document = row.As<store::DocumentNumber>(4);
    thumb.chunk_id = row.Text(5);
    thumb.page = row.As<std::uint32_t>(6);
    thumb.verdict = row.As<store::Verdict>(7);
    thumb.given = row.Int(8);
  }
}

}  // namespace

Result<void> SaveThumb(Database& database, const Thumb& thumb, UnixMillis now) {
  const std::string folded = Fold(thumb.question);
  if (thumb.verdict == store::Verdict::kNone) {
    return database.Run(
        "DELETE FROM thumb WHERE user=? AND folded_question=? AND library=?"
        " AND target=? AND document=? AND chunk_id=?",
        thumb.user, folded, thumb.library, thumb.target, thumb.document, thumb.chunk_id);
  }
  return database.Run(
      "INSERT INTO thumb(user, folded_question, library, target, document, chunk_id, question,"
      " page, verdict, given) VALUES(?,?,?,?,?,?,?,?,?,?) ON CONFLICT DO UPDATE SET"
      " question=excluded.question, page=excluded.page, verdict=excluded.verdict,"
      " given=excluded.given",
      thumb.user, folded, thumb.library, thumb.target, thumb.document, thumb.chunk_id,
      thumb.question, thumb.page, thumb.verdict, now);
}

Result<std::vector<Thumb>> ThumbsOfUser(Database& database, store::UserNumber user,
                                        std::string_view question) {
  WY_TRY(auto row, database.Query(std::string(kSelectThumb) +
                                      "WHERE user=? AND folded_question=? ORDER BY given",
                                  user, Fold(question)));
  return ReadThumbs(std::move(row));
}

Result<std::vector<Thumb>> ThumbsOfLibrary(Database& database, store::LibraryNumber library) {
  WY_TRY(auto row,
         database.Query(std::string(kSelectThumb) +
                            "WHERE library=?1 AND (document=0 OR EXISTS(SELECT 1 FROM document d"
                            " WHERE d.number=thumb.document AND d.deleted=0 AND d.library=?1))"
                            " ORDER BY given, user, document",
                        library));
  return ReadThumbs(std::move(row));
}

}  // namespace wenyuan::store_sqlite
