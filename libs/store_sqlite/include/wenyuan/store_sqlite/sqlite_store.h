#pragma once

#include <filesystem>
#include <memory>
#include <string>

#include "wenyuan/base/clock.h"
#include "wenyuan/base/files.h"
#include "wenyuan/base/result.h"
#include "wenyuan/crypto/key_provider.h"
#include "wenyuan/store/blobs.h"
#include "wenyuan/store/store.h"

namespace wenyuan::store_sqlite {

struct SqliteStoreOptions {
  std::filesystem::path path;  // of the database; made, with its folder, when there is none
  std::string key;             // 32 bytes; from OpenDatabaseKey
  const Clock* clock = &SystemClock();
  // Reading connections, each with up to 4 MiB of pages; more readers than this wait for a turn.
  std::size_t readers = 4;
};

// One encrypted SQLite database (docs/formats/database.md). One process at a time: the caller holds
// the lock of the data folder. Fails with kCorruption for a damaged file or another key, with
// kUnsupported for a database of a newer program, and with kInternal when SQLite is a version that
// is known to lose data.
Result<std::unique_ptr<store::Store>> OpenSqliteStore(const SqliteStoreOptions& options);

struct StoreAndBlobs {
  std::unique_ptr<store::Store> store;
  std::unique_ptr<store::Blobs> blobs;
};

// The same with blobs: small ones (store::kSmallBlobBytes) are rows of the database and durable
// with its next commit, so with the one that refers to them; larger ones go to `large`.
Result<StoreAndBlobs> OpenSqliteStoreAndBlobs(const SqliteStoreOptions& options,
                                              std::unique_ptr<store::Blobs> large);

// The data key of the database at `database`, kept wrapped in "<database>.key" beside it. Made when
// neither file is there; when only the database is, the key is lost and this says so.
Result<std::string> OpenDatabaseKey(FileSystem& files, const crypto::KeyProvider& keys,
                                    const std::filesystem::path& database);

}  // namespace wenyuan::store_sqlite
