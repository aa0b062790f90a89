#pragma once

#include <sqlite3.h>

#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "statement.h"
#include "wenyuan/base/result.h"

namespace wenyuan::store_sqlite {

enum class Access { kReadOnly, kReadWrite };

// One connection to an encrypted database. One thread at a time.
class Database {
 public:
  // `key` has 32 bytes. kCorruption when the file is damaged or belongs to another key.
  static Result<std::unique_ptr<Database>> Open(const std::filesystem::path& path,
                                                std::string_view key, Access access);
  Database(const Database&) = delete;
  Database& operator=(const Database&) = delete;
  ~Database();

  // `sql` is one statement. Made once per connection, then reused.
  Result<Statement> Prepare(std::string_view sql);

  template <typename... Values>
  Result<Statement> Query(std::string_view sql, const Values&... values) {
    WY_TRY(Statement statement, Prepare(sql));
    statement.Bind(values...);
    return Result<Statement>(std::move(statement));
  }
  template <typename... Values>
  Result<void> Run(std::string_view sql, const Values&... values) {
    WY_TRY(Statement statement, Prepare(sql));
    return statement.Bind(values...).Run();
  }
  // The first column of the first row; nothing when there is no row.
  template <typename... Values>
  Result<std::optional<std::int64_t>> Number(std::string_view sql, const Values&... values) {
    WY_TRY(Statement statement, Prepare(sql));
    WY_TRY(const bool found, statement.Bind(values...).Step());
    return found ? std::optional(statement.Int(0)) : std::nullopt;
  }

  // Several statements, nothing bound: for the schema.
  Result<void> RunScript(const std::string& sql);

  [[nodiscard]] std::int64_t LastInserted() const { return sqlite3_last_insert_rowid(handle_); }
  [[nodiscard]] bool InTransaction() const { return sqlite3_get_autocommit(handle_) == 0; }
  [[nodiscard]] int Changed() const { return sqlite3_changes(handle_); }
  // What SQLite's result code means to our callers. Remembers a failed sync.
  Error Failure(int code);
  // A sync failed: what was written since may be lost though a later sync succeeds.
  [[nodiscard]] bool sync_failed() const { return sync_failed_; }

 private:
  friend class Statement;
  Database(sqlite3* handle, std::filesystem::path path) : handle_(handle), path_(std::move(path)) {}
  void GiveBack(sqlite3_stmt* statement);

  sqlite3* const handle_;
  const std::filesystem::path path_;
  // Statements that nobody is using, by their text.
  std::unordered_map<std::string, std::vector<sqlite3_stmt*>> idle_;
  bool sync_failed_ = false;
};

}  // namespace wenyuan::store_sqlite
