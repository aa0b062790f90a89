#include "wenyuan/blobs_sealed/sealed_blobs.h"

#include <algorithm>
#include <utility>

#include "wenyuan/crypto/hash.h"
#include "wenyuan/crypto/sealed_file.h"

namespace wenyuan::blobs_sealed {
namespace {

using std::filesystem::path;

constexpr std::string_view kContext = "blob";
constexpr std::string_view kIncoming = "incoming";

bool IsSha256(std::string_view text) {
  return text.size() == 64 && std::all_of(text.begin(), text.end(), [](char c) {
           return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f');
         });
}

path PlaceOf(const path& folder, std::string_view sha256) {
  return folder / sha256.substr(0, 2) / sha256.substr(2);
}

class Receiving final : public store::BlobWriter {
 public:
  Receiving(FileSystem& files, path folder, path temporary,
            std::unique_ptr<crypto::SealedWriter> file)
      : files_(files),
        folder_(std::move(folder)),
        temporary_(std::move(temporary)),
        file_(std::move(file)) {}
  Receiving(const Receiving&) = delete;
  Receiving& operator=(const Receiving&) = delete;
  ~Receiving() override {
    file_.reset();
    // What cannot be removed now goes at the next start.
    if (!moved_) static_cast<void>(files_.Remove(temporary_).has_value());
  }

  Result<void> Append(std::string_view bytes) override {
    hash_.Append(bytes);
    bytes_ += bytes.size();
    return file_->Append(bytes);
  }

  Result<store::BlobId> Finish() override {
    store::BlobId id{crypto::Hex(hash_.Finish()), bytes_};
    WY_CHECK(file_->Finish(id.sha256));
    const path place = PlaceOf(folder_, id.sha256);
    WY_CHECK(files_.Rename(temporary_, place));
    moved_ = true;
    WY_CHECK(files_.SyncDirectory(place.parent_path()));
    return id;
  }

 private:
  FileSystem& files_;
  const path folder_;
  const path temporary_;
  std::unique_ptr<crypto::SealedWriter> file_;
  crypto::Sha256Stream hash_;
  std::uint64_t bytes_ = 0;
  bool moved_ = false;
};

class Stored final : public store::BlobReader {
 public:
  explicit Stored(std::unique_ptr<crypto::SealedReader> file) : file_(std::move(file)) {}
  Result<std::string> ReadAt(std::uint64_t offset, std::size_t size) const override {
    return file_->ReadAt(offset, size);
  }
  std::uint64_t Size() const override { return file_->Size(); }

 private:
  const std::unique_ptr<crypto::SealedReader> file_;
};

class SealedBlobs final : public store::Blobs {
 public:
  SealedBlobs(FileSystem& files, const crypto::KeyProvider& keys, path folder)
      : files_(files), keys_(keys), folder_(std::move(folder)) {}

  Result<void> Prepare() {
    const path incoming = folder_ / kIncoming;
    WY_CHECK(files_.CreateDirectories(incoming));
    WY_TRY(const auto leftovers, files_.List(incoming));
    for (const std::string& name : leftovers) {
      WY_CHECK(files_.Remove(incoming / name));
    }
    for (const path& shelf : Shelves()) {
      WY_CHECK(files_.CreateDirectories(shelf));
    }
    // All shelves are there and durable from now on, so that storing need only sync its own.
    WY_CHECK(files_.SyncDirectory(folder_));
    return {};
  }

  Result<std::unique_ptr<store::BlobWriter>> Begin() override {
    path temporary = folder_ / kIncoming / crypto::RandomId(15);
    auto file = crypto::CreateSealedFile(files_, keys_, temporary, kContext);
    if (!file) {
      static_cast<void>(files_.Remove(temporary).has_value());
      return file.error();
    }
    return std::make_unique<Receiving>(files_, folder_, std::move(temporary), *std::move(file));
  }

  Result<std::unique_ptr<store::BlobReader>> Open(const store::BlobId& id) const override {
    if (!IsSha256(id.sha256)) {
      return Error{ErrorCode::kNotFound, "there is no stored file '" + id.sha256 + "'"};
    }
    WY_TRY(auto file,
           crypto::OpenSealedFile(files_, keys_, PlaceOf(folder_, id.sha256), kContext, id.sha256));
    return std::make_unique<Stored>(std::move(file));
  }

  Result<void> Remove(const store::BlobId& id) override {
    if (!IsSha256(id.sha256)) return {};
    const path place = PlaceOf(folder_, id.sha256);
    WY_CHECK(files_.Remove(place));
    return files_.SyncDirectory(place.parent_path());
  }

  Result<std::vector<store::BlobId>> List() const override {
    std::vector<store::BlobId> ids;
    for (const path& shelf : Shelves()) {
      WY_TRY(const auto names, files_.List(shelf));
      for (const std::string& name : names) {
        std::string sha256 = shelf.filename().string() + name;
        if (!IsSha256(sha256)) continue;
        WY_TRY(const auto file, files_.Open(shelf / name));
        ids.push_back({std::move(sha256), crypto::SealedContentBytes(file->Size())});
      }
    }
    return ids;
  }

 private:
  std::vector<path> Shelves() const {
    std::vector<path> shelves;
    for (unsigned i = 0; i < 256; ++i) {
      shelves.push_back(folder_ / crypto::Hex(std::string(1, static_cast<char>(i))));
    }
    return shelves;
  }

  FileSystem& files_;
  const crypto::KeyProvider& keys_;
  const path folder_;
};

}  // namespace

Result<std::unique_ptr<store::Blobs>> OpenSealedBlobs(FileSystem& files,
                                                      const crypto::KeyProvider& keys,
                                                      const std::filesystem::path& folder) {
  auto blobs = std::make_unique<SealedBlobs>(files, keys, folder);
  WY_CHECK(blobs->Prepare());
  return blobs;
}

}  // namespace wenyuan::blobs_sealed
