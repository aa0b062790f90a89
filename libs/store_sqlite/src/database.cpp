#include "database.h"

#include "wenyuan/crypto/hash.h"

namespace wenyuan::store_sqlite {
namespace {

constexpr int kBusyMilliseconds = 10000;  // another program, such as a backup, may hold it briefly

// Settings of a connection. The cipher comes before anything that reads the file.
constexpr std::string_view kSettings =
    "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA temp_store=MEMORY;"
    "PRAGMA secure_delete=FAST; PRAGMA wal_autocheckpoint=4000; PRAGMA journal_size_limit=67108864;"
    "PRAGMA cache_size=-8192;";
constexpr std::string_view kReaderSettings =
    "PRAGMA query_only=ON; PRAGMA temp_store=MEMORY; PRAGMA cache_size=-16384;";

}  // namespace

Result<std::unique_ptr<Database>> Database::Open(const std::filesystem::path& path,
                                                 std::string_view key, Access access) {
  sqlite3* handle = nullptr;
  const int code = sqlite3_open_v2(path.c_str(), &handle, SQLITE_OPEN_READWRITE, nullptr);
  std::unique_ptr<Database> database(new Database(handle, path));
  if (code != SQLITE_OK) return database->Failure(code);
  sqlite3_extended_result_codes(handle, 1);
  sqlite3_busy_timeout(handle, kBusyMilliseconds);
  WY_CHECK(database->RunScript("PRAGMA cipher='sqlcipher'"));
  std::string raw_key = "x'" + crypto::Hex(key) + "'";
  const int keyed = sqlite3_key(handle, raw_key.data(), static_cast<int>(raw_key.size()));
  crypto::Wipe(raw_key);
  if (keyed != SQLITE_OK) return database->Failure(keyed);
  WY_CHECK(
      database->RunScript(std::string(access == Access::kReadWrite ? kSettings : kReaderSettings)));
  WY_CHECK(database->RunScript("SELECT count(*) FROM sqlite_schema"));
  return database;
}

Database::~Database() {
  for (const auto& [sql, statements] : idle_) {
    for (sqlite3_stmt* statement : statements) sqlite3_finalize(statement);
  }
  sqlite3_close_v2(handle_);
}

Result<Statement> Database::Prepare(std::string_view sql) {
  const auto known = idle_.find(std::string(sql));
  if (known != idle_.end() && !known->second.empty()) {
    sqlite3_stmt* statement = known->second.back();
    known->second.pop_back();
    return Result<Statement>(Statement(*this, statement));
  }
  sqlite3_stmt* statement = nullptr;
  const int code = sqlite3_prepare_v3(handle_, sql.data(), static_cast<int>(sql.size()),
                                      SQLITE_PREPARE_PERSISTENT, &statement, nullptr);
  if (code != SQLITE_OK) return Failure(code);
  return Result<Statement>(Statement(*this, statement));
}

void Database::GiveBack(sqlite3_stmt* statement) {
  sqlite3_reset(statement);
  sqlite3_clear_bindings(statement);
  idle_[sqlite3_sql(statement)].push_back(statement);
}

Result<void> Database::RunScript(const std::string& sql) {
  const int code = sqlite3_exec(handle_, sql.c_str(), nullptr, nullptr, nullptr);
  if (code != SQLITE_OK) return Failure(code);
  return {};
}

Error Database::Failure(int code) {
  const std::string name = "the database '" + path_.string() + "'";
  const std::string reason = handle_ == nullptr ? sqlite3_errstr(code) : sqlite3_errmsg(handle_);
  if (code == SQLITE_IOERR_FSYNC || code == SQLITE_IOERR_DIR_FSYNC) sync_failed_ = true;
  switch (code & 0xff) {
    case SQLITE_CORRUPT:
    case SQLITE_NOTADB:
      return {ErrorCode::kCorruption,
              name + " is damaged, or is sealed with another key: " + reason +
                  "; restore it, with its key file, from a backup",
              "数据库“" + path_.string() + "”已损坏，或由其他密钥加密；请连同密钥文件从备份中恢复"};
    case SQLITE_FULL:
      return {ErrorCode::kResourceExhausted,
              "cannot write to " + name + ": the disk is full; free space, then try again",
              "无法写入数据库“" + path_.string() + "”：磁盘已满；请腾出空间后重试"};
    case SQLITE_NOMEM:
      return {ErrorCode::kResourceExhausted, name + " ran out of memory; try again later"};
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
      return {ErrorCode::kUnavailable,
              name + " is in use by another program; end that program, or try again later",
              "数据库“" + path_.string() + "”正被其他程序使用；请关闭该程序或稍后重试"};
    case SQLITE_CONSTRAINT:
      return {ErrorCode::kConflict, name + " refused a change: " + reason};
    case SQLITE_CANTOPEN:
    case SQLITE_PERM:
    case SQLITE_READONLY:
    case SQLITE_IOERR:
      return {ErrorCode::kUnavailable, "cannot read or write " + name + ": " + reason +
                                           "; check the disk and the file's owner"};
    default:
      return {ErrorCode::kInternal, name + " refused a statement: " + reason};
  }
}

}  // namespace wenyuan::store_sqlite
