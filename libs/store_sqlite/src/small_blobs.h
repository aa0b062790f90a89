#pragma once

#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

#include "engine.h"
#include "wenyuan/store/blobs.h"

namespace wenyuan::store_sqlite {

// Small blobs as rows, large ones elsewhere. Until the engine's next commit, whosever it is, writes
// it, a small one is in memory only; so it is there at the latest with what first refers to it. Any
// thread.
class SmallBlobs final : public store::Blobs, private WithCommit {
 public:
  SmallBlobs(std::shared_ptr<Engine> engine, std::unique_ptr<store::Blobs> large);
  SmallBlobs(const SmallBlobs&) = delete;
  SmallBlobs& operator=(const SmallBlobs&) = delete;
  ~SmallBlobs() override;

  Result<std::unique_ptr<store::BlobWriter>> Begin() override;
  Result<std::unique_ptr<store::BlobReader>> Open(const store::BlobId& id) const override;
  Result<void> Remove(const store::BlobId& id) override { return RemoveAll({id}); }
  Result<void> RemoveAll(const std::vector<store::BlobId>& ids) override;
  Result<std::vector<store::BlobId>> List() const override;

 private:
  class Receiving;

  Result<void> WriteWith(Database& database) override;
  void Committed() override;

  const std::shared_ptr<Engine> engine_;
  const std::unique_ptr<store::Blobs> large_;
  mutable std::mutex mutex_;
  std::map<std::string, std::shared_ptr<const std::string>> pending_;  // by mutex_
  std::vector<std::string> written_;  // with the transaction that is open; by the engine's lock
};

}  // namespace wenyuan::store_sqlite
