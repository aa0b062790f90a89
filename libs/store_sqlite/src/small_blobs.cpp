#include "small_blobs.h"

#include <algorithm>
#include <optional>

#include "wenyuan/crypto/hash.h"

namespace wenyuan::store_sqlite {
namespace {

using store::BlobId;

class InMemory final : public store::BlobReader {
 public:
  explicit InMemory(std::shared_ptr<const std::string> bytes) : bytes_(std::move(bytes)) {}
  Result<std::string> ReadAt(std::uint64_t offset, std::size_t size) const override {
    if (offset > bytes_->size()) return std::string();
    return bytes_->substr(static_cast<std::size_t>(offset), size);
  }
  std::uint64_t Size() const override { return bytes_->size(); }

 private:
  const std::shared_ptr<const std::string> bytes_;
};

}  // namespace

// In memory as long as it is small.
class SmallBlobs::Receiving final : public store::BlobWriter {
 public:
  explicit Receiving(SmallBlobs& owner) : owner_(owner) {}

  Result<void> Append(std::string_view bytes) override {
    if (large_ == nullptr && bytes_.size() + bytes.size() > store::kSmallBlobBytes) {
      WY_TRY(large_, owner_.large_->Begin());
      WY_CHECK(large_->Append(bytes_));
      bytes_.clear();
    }
    if (large_ != nullptr) return large_->Append(bytes);
    bytes_ += bytes;
    return {};
  }

  Result<BlobId> Finish() override {
    if (large_ != nullptr) return large_->Finish();
    BlobId id{crypto::Hex(crypto::Sha256(bytes_)), bytes_.size()};
    const std::lock_guard lock(owner_.mutex_);
    owner_.pending_[id.sha256] = std::make_shared<const std::string>(std::move(bytes_));
    return id;
  }

 private:
  SmallBlobs& owner_;
  std::string bytes_;
  std::unique_ptr<store::BlobWriter> large_;
};

SmallBlobs::SmallBlobs(std::shared_ptr<Engine> engine, std::unique_ptr<store::Blobs> large)
    : engine_(std::move(engine)), large_(std::move(large)) {
  engine_->Attach(this);
}

SmallBlobs::~SmallBlobs() { engine_->Attach(nullptr); }

Result<std::unique_ptr<store::BlobWriter>> SmallBlobs::Begin() {
  return std::make_unique<Receiving>(*this);
}

Result<std::unique_ptr<store::BlobReader>> SmallBlobs::Open(const BlobId& id) const {
  if (id.bytes > store::kSmallBlobBytes) return large_->Open(id);
  {
    const std::lock_guard lock(mutex_);
    if (const auto found = pending_.find(id.sha256); found != pending_.end()) {
      return std::make_unique<InMemory>(found->second);
    }
  }
  WY_TRY(auto bytes, engine_->Read([&](Database& database) -> Result<std::optional<std::string>> {
    WY_TRY(auto row,
           database.Query("SELECT bytes FROM small_blob WHERE sha256=unhex(?)", id.sha256));
    WY_TRY(const bool found, row.Step());
    return found ? std::optional(row.Text(0)) : std::nullopt;
  }));
  if (!bytes) return large_->Open(id);  // of a house from before small ones were rows
  return std::make_unique<InMemory>(std::make_shared<const std::string>(*std::move(bytes)));
}

Result<void> SmallBlobs::RemoveAll(const std::vector<BlobId>& ids) {
  std::vector<BlobId> elsewhere;
  WY_CHECK(engine_->Write([&](Writing& writing) -> Result<void> {
    elsewhere.clear();
    for (const BlobId& id : ids) {
      WY_CHECK(writing.database.Run("DELETE FROM small_blob WHERE sha256=unhex(?)", id.sha256));
      if (writing.database.Changed() == 0) elsewhere.push_back(id);
    }
    return {};
  }));
  return large_->RemoveAll(elsewhere);
}

Result<std::vector<BlobId>> SmallBlobs::List() const {
  WY_TRY(auto ids, large_->List());
  WY_CHECK(engine_->Read([&](Database& database) -> Result<void> {
    WY_TRY(auto row, database.Query("SELECT lower(hex(sha256)), length(bytes) FROM small_blob"));
    for (;;) {
      WY_TRY(const bool more, row.Step());
      if (!more) return {};
      ids.push_back({row.Text(0), row.As<std::uint64_t>(1)});
    }
  }));
  return ids;
}

Result<void> SmallBlobs::WriteWith(Database& database) {
  written_.clear();
  std::map<std::string, std::shared_ptr<const std::string>> pending;
  {
    const std::lock_guard lock(mutex_);
    pending = pending_;
  }
  for (const auto& [sha256, bytes] : pending) {
    WY_CHECK(database.Run("INSERT OR IGNORE INTO small_blob(sha256, bytes) VALUES(unhex(?),?)",
                          sha256, Bytes{*bytes}));
    written_.push_back(sha256);
  }
  return {};
}

void SmallBlobs::Committed() {
  const std::lock_guard lock(mutex_);
  for (const std::string& sha256 : written_) pending_.erase(sha256);
}

}  // namespace wenyuan::store_sqlite
