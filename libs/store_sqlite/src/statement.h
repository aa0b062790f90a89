#pragma once

#include <sqlite3.h>

#include <concepts>
#include <cstdint>
#include <string>
#include <string_view>
#include <type_traits>
#include <vector>

#include "wenyuan/base/result.h"

namespace wenyuan::store_sqlite {

class Database;

// Bytes that are no text.
struct Bytes {
  std::string_view view;
};

// A prepared statement, borrowed from its connection's cache and given back when this goes.
class Statement {
 public:
  Statement(Database& database, sqlite3_stmt* handle) : database_(&database), handle_(handle) {}
  Statement(Statement&& other) noexcept;
  Statement& operator=(Statement&&) = delete;
  ~Statement();

  // Binds the next parameters in order; a failure is reported by Step().
  template <typename... Values>
  Statement& Bind(const Values&... values) {
    (BindNext(values), ...);
    return *this;
  }

  // True when there is a row, false at the end. After the end it may be bound and stepped anew.
  Result<bool> Step();
  Result<void> Run();  // to the end

  [[nodiscard]] std::int64_t Int(int column) const;
  template <typename T>
  [[nodiscard]] T As(int column) const {
    return static_cast<T>(Int(column));
  }
  [[nodiscard]] std::string Text(int column) const;  // of a text or of bytes

 private:
  template <typename T>
  requires std::integral<T> || std::is_enum_v<T>
  void BindNext(const T& value) { BindInt(static_cast<std::int64_t>(value)); }
  void BindNext(std::string_view text);
  void BindNext(const std::string& text) { BindNext(std::string_view(text)); }
  void BindNext(const char* text) { BindNext(std::string_view(text)); }
  void BindNext(const Bytes& bytes);
  void BindInt(std::int64_t value);

  Database* database_;
  sqlite3_stmt* handle_;
  int bound_ = 0;
  int failure_ = SQLITE_OK;
};

}  // namespace wenyuan::store_sqlite
