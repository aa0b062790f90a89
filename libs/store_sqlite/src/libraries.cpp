#include "libraries.h"

#include "folding.h"
#include "readers.h"
#include "rows.h"
#include "wenyuan/crypto/hash.h"

namespace wenyuan::store_sqlite {
namespace {

using store::DocumentNumber;
using store::Library;
using store::LibraryNumber;
using store::Role;
using store::UserNumber;

constexpr std::string_view kSelect = "SELECT number, id, name, created FROM library ";

Library ReadLibrary(const Statement& row) {
  return {row.As<LibraryNumber>(0), row.Text(1), row.Text(2), row.Int(3)};
}

Error NameTaken(std::string_view name) {
  return {ErrorCode::kConflict,
          "there is a library '" + std::string(name) + "' already; choose another name",
          "知识库“" + std::string(name) + "”已存在；请换一个名称"};
}

class SqliteLibraries final : public store::Libraries {
 public:
  explicit SqliteLibraries(Engine& engine) : engine_(engine) {}

  Result<Library> Create(std::string_view name, UserNumber owner) override {
    WY_CHECK(CheckName("library name", "知识库名称", name));
    return engine_.Write([&](Writing& writing) -> Result<Library> {
      Database& database = writing.database;
      const std::string folded = Fold(name);
      WY_CHECK(CheckFree(database, name, folded, 0));
      if (owner != 0) {
        WY_CHECK(CheckUser(database, owner));
      }
      Library library{0, "l_" + crypto::RandomId(10), std::string(name), writing.now};
      WY_CHECK(database.Run("INSERT INTO library(id, name, folded_name, created) VALUES(?,?,?,?)",
                            library.id, name, folded, writing.now));
      library.number = static_cast<LibraryNumber>(database.LastInserted());
      if (owner != 0) {
        WY_CHECK(database.Run("INSERT INTO role_grant VALUES(?,?,?)", library.number, owner,
                              Role::kOwner));
        writing.rights_changed = true;
      }
      return library;
    });
  }

  Result<Library> Find(std::string_view id) const override { return One("WHERE id=?", id, id); }

  Result<Library> FindByName(std::string_view name) const override {
    return One("WHERE folded_name=?", Fold(name), name);
  }

  Result<std::vector<Library>> List() const override {
    return engine_.Read([&](Database& database) -> Result<std::vector<Library>> {
      WY_TRY(auto row, database.Query(std::string(kSelect) + "ORDER BY folded_name"));
      std::vector<Library> libraries;
      for (;;) {
        WY_TRY(const bool more, row.Step());
        if (!more) return libraries;
        libraries.push_back(ReadLibrary(row));
      }
    });
  }

  Result<void> Rename(LibraryNumber library, std::string_view name) override {
    WY_CHECK(CheckName("library name", "知识库名称", name));
    return engine_.Write([&](Writing& writing) -> Result<void> {
      const std::string folded = Fold(name);
      WY_CHECK(CheckFree(writing.database, name, folded, library));
      WY_CHECK(writing.database.Run("UPDATE library SET name=?, folded_name=? WHERE number=?", name,
                                    folded, library));
      if (writing.database.Changed() == 0) return NotFound(Thing::kLibrary, library);
      return {};
    });
  }

  Result<void> Grant(LibraryNumber library, UserNumber user, Role role) override {
    return engine_.Write([&](Writing& writing) -> Result<void> {
      Database& database = writing.database;
      WY_TRY(const auto known, database.Number("SELECT 1 FROM library WHERE number=?", library));
      if (!known) return NotFound(Thing::kLibrary, library);
      WY_CHECK(CheckUser(database, user));
      writing.rights_changed = true;
      if (role == Role::kNone) {
        return database.Run("DELETE FROM role_grant WHERE library=? AND user=?", library, user);
      }
      return database.Run("INSERT OR REPLACE INTO role_grant VALUES(?,?,?)", library, user, role);
    });
  }

  Result<std::vector<Granted>> Grants(LibraryNumber library) const override {
    return Pairs<Granted, UserNumber>(
        "SELECT user, role FROM role_grant WHERE library=? ORDER BY user", library);
  }

  Result<std::vector<Held>> RolesOf(UserNumber user) const override {
    return Pairs<Held, LibraryNumber>(
        "SELECT library, role FROM role_grant WHERE user=? ORDER BY library", user);
  }

  Result<void> RestrictAll(const std::vector<DocumentNumber>& documents,
                           const std::optional<std::vector<UserNumber>>& readers) override {
    return engine_.Write([&](Writing& writing) -> Result<void> {
      for (const DocumentNumber document : documents) {
        WY_CHECK(ReplaceReaders(writing, document, readers));
      }
      return {};
    });
  }

  Result<bool> IsReader(DocumentNumber document, UserNumber user) const override {
    return engine_.Read([&](Database& database) -> Result<bool> {
      WY_TRY(const auto named,
             database.Number("SELECT 1 FROM document_reader WHERE document=? AND user=?", document,
                             user));
      return named.has_value();
    });
  }

  Result<std::vector<UserNumber>> ReadersOf(DocumentNumber document) const override {
    return Numbers("SELECT user FROM document_reader WHERE document=? ORDER BY user", document);
  }

  Result<std::vector<DocumentNumber>> RestrictedFor(LibraryNumber library,
                                                    UserNumber user) const override {
    return Numbers(
        "SELECT document FROM document_reader WHERE library=? AND user=?"
        " ORDER BY document",
        library, user);
  }

  Result<std::vector<DocumentNumber>> Restricted(LibraryNumber library) const override {
    return Numbers(
        "SELECT number FROM document WHERE library=? AND deleted=0 AND restricted=1"
        " ORDER BY number",
        library);
  }

  std::uint64_t RightsEpoch() const override { return engine_.RightsEpoch(); }

  Result<void> SetSettings(LibraryNumber library,
                           const std::vector<std::pair<std::string, std::string>>& values,
                           UserNumber by) override {
    return engine_.Write([&](Writing& writing) -> Result<void> {
      Database& database = writing.database;
      WY_TRY(const auto known, database.Number("SELECT 1 FROM library WHERE number=?", library));
      if (!known) return NotFound(Thing::kLibrary, library);
      for (const auto& [name, value] : values) {
        WY_CHECK(
            database.Run("INSERT INTO library_setting(library, name, value, changed, changed_by)"
                         " VALUES(?,?,?,?,?)",
                         library, name, value, writing.now, by));
      }
      return {};
    });
  }

  Result<std::vector<Setting>> Settings(LibraryNumber library) const override {
    return ReadSettings(
        "SELECT name, value, changed, changed_by FROM library_setting WHERE number IN"
        " (SELECT max(number) FROM library_setting WHERE library=? GROUP BY name) ORDER BY name",
        library);
  }

  Result<std::vector<Setting>> SettingChanges(LibraryNumber library) const override {
    return ReadSettings(
        "SELECT name, value, changed, changed_by FROM library_setting WHERE library=?"
        " ORDER BY number DESC LIMIT 100",
        library);
  }

 private:
  static Result<void> CheckUser(Database& database, UserNumber user) {
    WY_TRY(const auto known, database.Number("SELECT 1 FROM user WHERE number=?", user));
    if (!known) return NotFound(Thing::kUser, user);
    return {};
  }

  static Result<void> CheckFree(Database& database, std::string_view name,
                                const std::string& folded, LibraryNumber except) {
    WY_TRY(const auto taken,
           database.Number("SELECT number FROM library WHERE folded_name=?", folded));
    if (taken && *taken != except) return NameTaken(name);
    return {};
  }

  Result<Library> One(std::string_view condition, std::string_view key,
                      std::string_view shown) const {
    return engine_.Read([&](Database& database) -> Result<Library> {
      WY_TRY(auto row, database.Query(std::string(kSelect).append(condition), key));
      WY_TRY(const bool found, row.Step());
      if (!found) return NotFound(Thing::kLibrary, shown);
      return ReadLibrary(row);
    });
  }

  template <typename... Values>
  Result<std::vector<std::uint32_t>> Numbers(std::string_view sql, const Values&... values) const {
    return engine_.Read([&](Database& database) -> Result<std::vector<std::uint32_t>> {
      WY_TRY(auto row, database.Query(sql, values...));
      std::vector<std::uint32_t> numbers;
      for (;;) {
        WY_TRY(const bool more, row.Step());
        if (!more) return numbers;
        numbers.push_back(row.template As<std::uint32_t>(0));
      }
    });
  }

  Result<std::vector<Setting>> ReadSettings(std::string_view sql, LibraryNumber library) const {
    return engine_.Read([&](Database& database) -> Result<std::vector<Setting>> {
      WY_TRY(auto row, database.Query(sql, library));
      std::vector<Setting> settings;
      for (;;) {
        WY_TRY(const bool more, row.Step());
        if (!more) return settings;
        settings.push_back({row.Text(0), row.Text(1), row.Int(2), row.As<UserNumber>(3)});
      }
    });
  }

  template <typename Pair, typename First>
  Result<std::vector<Pair>> Pairs(std::string_view sql, std::uint32_t number) const {
    return engine_.Read([&](Database& database) -> Result<std::vector<Pair>> {
      WY_TRY(auto row, database.Query(sql, number));
      std::vector<Pair> pairs;
      for (;;) {
        WY_TRY(const bool more, row.Step());
        if (!more) return pairs;
        pairs.push_back({row.template As<First>(0), row.template As<Role>(1)});
      }
    });
  }

  Engine& engine_;
};

}  // namespace

std::unique_ptr<store::Libraries> MakeLibraries(Engine& engine) {
  return std::make_unique<SqliteLibraries>(engine);
}

}  // namespace wenyuan::store_sqlite
