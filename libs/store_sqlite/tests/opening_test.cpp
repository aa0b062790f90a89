#include <gtest/gtest.h>

#include <filesystem>
#include <thread>

#include "database.h"
#include "schema.h"
#include "sqlite_home.h"
#include "wenyuan/base/testing/faulty_file_system.h"

namespace wenyuan::store_sqlite {
namespace {

TEST(SqliteStore, RefusesADatabaseOfANewerProgram) {
  SqliteHome home;
  home.Open(SystemClock());
  {
    auto database = *Database::Open(home.path(), SqliteHome::kKey, Access::kReadWrite);
    ASSERT_TRUE(database->RunScript("PRAGMA user_version=999"));
  }
  const auto store = OpenSqliteStore({.path = home.path(), .key = SqliteHome::kKey});
  ASSERT_FALSE(store);
  EXPECT_EQ(store.error().code, ErrorCode::kUnsupported);
  EXPECT_NE(store.error().message.find("999"), std::string::npos);
}

TEST(SqliteStore, KeepsTheSettingsThatDurabilityRestsOn) {
  SqliteHome home;
  home.Open(SystemClock());
  auto database = *Database::Open(home.path(), SqliteHome::kKey, Access::kReadWrite);
  EXPECT_EQ(**database->Number("PRAGMA synchronous"), 2) << "FULL";
  EXPECT_EQ(**database->Number("PRAGMA temp_store"), 2) << "MEMORY";
  EXPECT_EQ(**database->Number("SELECT count(*) FROM pragma_compile_options"
                               " WHERE compile_options IN ('TEMP_STORE=3', 'THREADSAFE=2',"
                               " 'DEFAULT_WAL_SYNCHRONOUS=2', 'SECURE_DELETE')"),
            4);
  EXPECT_EQ(**database->Number("SELECT journal_mode='wal' FROM pragma_journal_mode"), 1);
  EXPECT_FALSE(Database::Open(home.path(), SqliteHome::kKey, Access::kReadOnly)
                   .value()
                   ->Run("DELETE FROM meta"));
}

TEST(SqliteStore, CountsInTheIndexesThatListingRestsOn) {
  SqliteHome home;
  home.Open(SystemClock());
  auto database = *Database::Open(home.path(), SqliteHome::kKey, Access::kReadOnly);
  const auto plan = [&](const std::string& sql) {
    auto row = *database->Prepare("EXPLAIN QUERY PLAN " + sql);
    std::string text;
    while (*row.Step()) text += row.Text(3) + "\n";
    return text;
  };
  for (const std::string sql :
       {"SELECT number FROM document d WHERE library=1 AND deleted=0 AND restricted=0"
        " ORDER BY changed DESC, number DESC LIMIT 10",
        "SELECT number FROM document d WHERE library=1 AND deleted=0 AND restricted=1 AND state=3"
        " ORDER BY changed DESC, number DESC LIMIT 10",
        "SELECT number FROM document d WHERE library=1 AND deleted=0 AND restricted=1 AND"
        " EXISTS(SELECT 1 FROM document_reader WHERE document=d.number AND user=7)"
        " ORDER BY changed DESC, number DESC LIMIT 10",
        "SELECT count(*) FROM document_reader WHERE user=7 AND library=1",
        "SELECT number, current, restricted FROM document WHERE library=1 AND deleted=0"
        " AND current<>0 ORDER BY current",
        "SELECT number FROM job WHERE due<=5 ORDER BY due, number LIMIT 1"}) {
    EXPECT_EQ(plan(sql).find("TEMP B-TREE"), std::string::npos) << plan(sql);
    EXPECT_EQ(plan(sql).find("SCAN"), std::string::npos) << plan(sql);
  }
  const std::string of_format = plan(
      "SELECT d.number FROM document d WHERE d.library=1 AND d.deleted=0 AND d.restricted=0"
      " AND d.format='pdf' LIMIT 10");
  EXPECT_NE(of_format.find("COVERING INDEX document_format"), std::string::npos) << of_format;
}

TEST(SqliteStore, IsReadWhileItIsWritten) {
  SqliteHome home;
  const auto store = home.Open(SystemClock());
  const auto library = *store->libraries().Create("l", 0);
  std::vector<std::thread> threads;
  for (int thread = 0; thread < 4; ++thread) {
    threads.emplace_back([&, thread] {
      for (int i = 0; i < 20; ++i) {
        if (thread < 2) {
          EXPECT_TRUE(store->documents().Receive(
              {.library = library.number,
               .source_name = std::to_string(thread) + "-" + std::to_string(i),
               .original = store::testing::FakeBlob("x")}));
        } else {
          const auto page = store->documents().List({.libraries = {library.number}});
          ASSERT_TRUE(page) << page.error().message;
          EXPECT_EQ(page->total, page->documents.size()) << "one state of the database";
        }
      }
    });
  }
  for (std::thread& thread : threads) thread.join();
  EXPECT_EQ(store->documents().List({.libraries = {library.number}})->total, 40U);
}

TEST(DatabaseKey, IsMadeOnceAndUnwrappedAfterwards) {
  wenyuan::testing::FaultyFileSystem files;
  const auto keys = *crypto::OpenKeyFile(files, "/master");
  const auto made = OpenDatabaseKey(files, *keys, "/data/house.db");
  ASSERT_TRUE(made);
  EXPECT_EQ(made->size(), 32U);
  EXPECT_EQ(*OpenDatabaseKey(files, *keys, "/data/house.db"), *made);
  EXPECT_EQ(ReadAll(files, "/data/house.db.key", 1000)->find(*made), std::string::npos);
}

TEST(DatabaseKey, IsNotMadeAnewForADatabaseThatIsThere) {
  wenyuan::testing::FaultyFileSystem files;
  const auto keys = *crypto::OpenKeyFile(files, "/master");
  ASSERT_TRUE(WriteAtomically(files, "/data/house.db", "sealed"));
  const auto key = OpenDatabaseKey(files, *keys, "/data/house.db");
  ASSERT_FALSE(key);
  EXPECT_EQ(key.error().code, ErrorCode::kNotFound);
  EXPECT_FALSE(files.Exists("/data/house.db.key"));
}

TEST(DatabaseKey, OfAnotherMasterKeyOrDamagedIsRefused) {
  wenyuan::testing::FaultyFileSystem files;
  const auto keys = *crypto::OpenKeyFile(files, "/master");
  const auto other = *crypto::OpenKeyFile(files, "/other");
  ASSERT_TRUE(OpenDatabaseKey(files, *keys, "/data/house.db"));
  EXPECT_EQ(OpenDatabaseKey(files, *other, "/data/house.db").error().code, ErrorCode::kNotFound);
  const std::string good = *ReadAll(files, "/data/house.db.key", 1000);
  for (std::size_t size = 0; size < good.size(); ++size) {
    ASSERT_TRUE(WriteAtomically(files, "/data/house.db.key", good.substr(0, size)));
    EXPECT_EQ(OpenDatabaseKey(files, *keys, "/data/house.db").error().code, ErrorCode::kCorruption)
        << size << " bytes";
  }
}

}  // namespace
}  // namespace wenyuan::store_sqlite
