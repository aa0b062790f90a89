#pragma once

#include <stdexcept>

#include "wenyuan/base/testing/temporary_folder.h"
#include "wenyuan/store/testing/store_contract.h"
#include "wenyuan/store_sqlite/sqlite_store.h"

namespace wenyuan::store_sqlite {

// A database in a folder of its own, with a fixed key.
class SqliteHome final : public store::testing::StoreHome {
 public:
  std::unique_ptr<store::Store> Open(const Clock& clock) override {
    auto opened = OpenSqliteStore({.path = path(), .key = kKey, .clock = &clock, .readers = 2});
    if (!opened) throw std::runtime_error(opened.error().message);
    return *std::move(opened);
  }
  [[nodiscard]] std::filesystem::path path() const { return folder_.path() / "house.db"; }

  inline static const std::string kKey = std::string(31, 'k') + '\0';

 private:
  wenyuan::testing::TemporaryFolder folder_;
};

inline std::unique_ptr<store::testing::StoreHome> MakeSqliteHome() {
  return std::make_unique<SqliteHome>();
}

}  // namespace wenyuan::store_sqlite
