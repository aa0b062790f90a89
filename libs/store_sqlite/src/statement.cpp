#include "statement.h"

#include <cstdlib>
#include <cstring>
#include <utility>

#include "database.h"

namespace wenyuan::store_sqlite {

Statement::Statement(Statement&& other) noexcept
    : database_(other.database_),
      handle_(std::exchange(other.handle_, nullptr)),
      bound_(other.bound_),
      failure_(other.failure_) {}

Statement::~Statement() {
  if (handle_ != nullptr) database_->GiveBack(handle_);
}

Result<bool> Statement::Step() {
  if (failure_ != SQLITE_OK) return database_->Failure(failure_);
  const int code = sqlite3_step(handle_);
  if (code == SQLITE_ROW) return true;
  bound_ = 0;
  if (code != SQLITE_DONE) return database_->Failure(code);
  sqlite3_reset(handle_);
  return false;
}

Result<void> Statement::Run() {
  for (bool more = true; more;) {
    WY_TRY(more, Step());
  }
  return {};
}

std::int64_t Statement::Int(int column) const { return sqlite3_column_int64(handle_, column); }

std::string Statement::Text(int column) const {
  const auto* bytes = static_cast<const char*>(sqlite3_column_blob(handle_, column));
  if (bytes == nullptr) return {};
  return std::string(bytes, static_cast<std::size_t>(sqlite3_column_bytes(handle_, column)));
}

void Statement::BindNext(std::string_view text) {
  const char* bytes = text.data() == nullptr ? "" : text.data();
  const int code =
      sqlite3_bind_text64(handle_, ++bound_, bytes, text.size(), SQLITE_TRANSIENT, SQLITE_UTF8);
  if (code != SQLITE_OK) failure_ = code;
}

void Statement::BindNext(const Bytes& bytes) {
  const char* data = bytes.view.data() == nullptr ? "" : bytes.view.data();
  const int code =
      sqlite3_bind_blob64(handle_, ++bound_, data, bytes.view.size(), SQLITE_TRANSIENT);
  if (code != SQLITE_OK) failure_ = code;
}

void Statement::BindInt(std::int64_t value) {
  const int code = sqlite3_bind_int64(handle_, ++bound_, value);
  if (code != SQLITE_OK) failure_ = code;
}

}  // namespace wenyuan::store_sqlite
