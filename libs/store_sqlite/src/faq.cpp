#include "faq.h"

#include <atomic>

#include "rows.h"
#include "wenyuan/crypto/hash.h"

namespace wenyuan::store_sqlite {
namespace {

using store::FaqEntry;
using store::FaqNumber;
using store::LibraryNumber;

// Of a deleted document that is not purged yet, nothing is read.
constexpr std::string_view kSelectEntry =
    "SELECT number, id, library, answer, valid_until, state, reviewed_by, reviewed, created_by,"
    " created, changed, version FROM faq WHERE NOT EXISTS(SELECT 1 FROM faq_citation c"
    " JOIN document d ON d.number=c.document WHERE c.faq=faq.number AND d.deleted=1) AND ";

Result<FaqEntry> ReadEntry(Database& database, const Statement& row) {
  FaqEntry entry;
  entry.number = row.As<FaqNumber>(0);
  entry.id = row.Text(1);
  entry.library = row.As<LibraryNumber>(2);
  entry.answer = row.Text(3);
  entry.valid_until = row.Int(4);
  entry.state = row.As<store::FaqState>(5);
  entry.reviewed_by = row.As<store::UserNumber>(6);
  entry.reviewed = row.Int(7);
  entry.created_by = row.As<store::UserNumber>(8);
  entry.created = row.Int(9);
  entry.changed = row.Int(10);
  entry.version = row.As<std::uint32_t>(11);
  WY_TRY(auto question,
         database.Query("SELECT text FROM faq_question WHERE faq=? ORDER BY place", entry.number));
  for (;;) {
    WY_TRY(const bool more, question.Step());
    if (!more) break;
    entry.questions.push_back(question.Text(0));
  }
  WY_TRY(auto cited, database.Query("SELECT document, revision, chunk FROM faq_citation"
                                    " WHERE faq=? ORDER BY place",
                                    entry.number));
  for (;;) {
    WY_TRY(const bool more, cited.Step());
    if (!more) return entry;
    entry.citations.push_back({cited.As<store::DocumentNumber>(0), cited.As<std::uint32_t>(1),
                               cited.As<std::uint32_t>(2)});
  }
}

Result<void> SaveParts(Database& database, const FaqEntry& entry) {
  WY_CHECK(database.Run("DELETE FROM faq_question WHERE faq=?", entry.number));
  WY_CHECK(database.Run("DELETE FROM faq_citation WHERE faq=?", entry.number));
  std::int64_t place = 0;
  for (const std::string& question : entry.questions) {
    WY_CHECK(
        database.Run("INSERT INTO faq_question VALUES(?,?,?)", entry.number, place++, question));
  }
  place = 0;
  for (const store::FaqCitation& one : entry.citations) {
    WY_CHECK(database.Run("INSERT INTO faq_citation VALUES(?,?,?,?,?)", entry.number, place++,
                          one.document, one.revision, one.chunk));
  }
  return {};
}

class SqliteFaqEntries final : public store::FaqEntries {
 public:
  explicit SqliteFaqEntries(Engine& engine) : engine_(engine) {}

  Result<std::vector<FaqEntry>> Save(LibraryNumber library,
                                     std::vector<FaqEntry> entries) override {
    auto saved = engine_.Write([&](Writing& writing) -> Result<std::vector<FaqEntry>> {
      Database& database = writing.database;
      WY_TRY(const auto there, database.Number("SELECT 1 FROM library WHERE number=?", library));
      if (!there) return NotFound(Thing::kLibrary, library);
      for (FaqEntry& entry : entries) {
        entry.library = library;
        entry.changed = writing.now;
        WY_CHECK(entry.number == 0 ? Add(writing, entry) : Replace(database, entry));
        WY_CHECK(SaveParts(database, entry));
      }
      WY_TRY(const auto count,
             database.Number("SELECT count(*) FROM faq WHERE library=?", library));
      if (static_cast<std::size_t>(count.value_or(0)) > kMostEntries) {
        return Error{ErrorCode::kResourceExhausted,
                     "at most 2000 FAQ entries are kept for a library; remove some first",
                     "一个知识库的常见问题最多 2000 条；请先删除一些"};
      }
      return entries;
    });
    ++generation_;
    return saved;
  }

  Result<FaqEntry> Find(LibraryNumber library, std::string_view id) const override {
    return engine_.Read([&](Database& database) -> Result<FaqEntry> {
      WY_TRY(auto row,
             database.Query(std::string(kSelectEntry) + "id=? AND library=?", id, library));
      WY_TRY(const bool found, row.Step());
      if (!found) return NotFound(Thing::kFaqEntry, id);
      return ReadEntry(database, row);
    });
  }

  Result<std::vector<FaqEntry>> List(LibraryNumber library) const override {
    return engine_.Read([&](Database& database) -> Result<std::vector<FaqEntry>> {
      WY_TRY(auto row,
             database.Query(std::string(kSelectEntry) + "library=? ORDER BY number", library));
      std::vector<FaqEntry> entries;
      for (;;) {
        WY_TRY(const bool more, row.Step());
        if (!more) return entries;
        WY_TRY(FaqEntry entry, ReadEntry(database, row));
        entries.push_back(std::move(entry));
      }
    });
  }

  Result<void> Remove(FaqNumber entry) override {
    auto removed = engine_.Write([&](Writing& writing) {
      return writing.database.Run("DELETE FROM faq WHERE number=?", entry);
    });
    ++generation_;
    return removed;
  }

  std::uint64_t Generation() const override { return generation_; }

 private:
  static Result<void> Add(Writing& writing, FaqEntry& entry) {
    entry.id = "fq_" + crypto::RandomId(10);
    entry.created = writing.now;
    entry.version = 1;
    WY_CHECK(writing.database.Run(
        "INSERT INTO faq(id, library, answer, valid_until, state, reviewed_by, reviewed, "
        "created_by,"
        " created, changed, version) VALUES(?,?,?,?,?,?,?,?,?,?,?)",
        entry.id, entry.library, entry.answer, entry.valid_until, entry.state, entry.reviewed_by,
        entry.reviewed, entry.created_by, entry.created, entry.changed, entry.version));
    entry.number = static_cast<FaqNumber>(writing.database.LastInserted());
    return {};
  }

  static Result<void> Replace(Database& database, FaqEntry& entry) {
    WY_CHECK(
        database.Run("UPDATE faq SET answer=?, valid_until=?, state=?, reviewed_by=?, reviewed=?,"
                     " changed=?, version=version+1 WHERE number=? AND library=? AND version=?",
                     entry.answer, entry.valid_until, entry.state, entry.reviewed_by,
                     entry.reviewed, entry.changed, entry.number, entry.library, entry.version));
    if (database.Changed() == 0) {
      return Error{ErrorCode::kConflict,
                   "the FAQ entry was changed or removed meanwhile; load it again",
                   "该常见问题条目已被修改或删除；请重新载入"};
    }
    ++entry.version;
    return {};
  }

  Engine& engine_;
  std::atomic<std::uint64_t> generation_ = 1;
};

}  // namespace

std::unique_ptr<store::FaqEntries> MakeFaqEntries(Engine& engine) {
  return std::make_unique<SqliteFaqEntries>(engine);
}

}  // namespace wenyuan::store_sqlite
