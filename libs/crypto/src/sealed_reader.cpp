#include <algorithm>
#include <limits>
#include <mutex>
#include <utility>

#include "block_cipher.h"
#include "sealed_header.h"
#include "wenyuan/crypto/hash.h"
#include "wenyuan/crypto/sealed_file.h"

namespace wenyuan::crypto {
namespace {

constexpr std::uint64_t kSealedBlockBytes = kBlockBytes + kTagBytes;

struct Secrets {
  std::string key;
  std::string nonce_prefix;
  std::string additional;
  std::string bound_to;
};

std::uint64_t BlocksIn(std::uint64_t body_bytes) {
  return (body_bytes + kSealedBlockBytes - 1) / kSealedBlockBytes;
}

class FileOpener final : public SealedReader {
 public:
  FileOpener(std::unique_ptr<RandomAccessFile> file, std::string name, Secrets secrets)
      : file_(std::move(file)),
        name_(std::move(name)),
        secrets_(std::move(secrets)),
        body_bytes_(file_->Size() - kHeaderBytes),
        blocks_(BlocksIn(body_bytes_)) {}
  FileOpener(const FileOpener&) = delete;
  FileOpener& operator=(const FileOpener&) = delete;
  ~FileOpener() override { Wipe(secrets_.key); }

  // The last block proves that the file is whole: a shorter one has another block at its end.
  Result<void> CheckEnd() const {
    const std::uint64_t over = body_bytes_ % kSealedBlockBytes;
    if (body_bytes_ == 0 || (over > 0 && over < kTagBytes)) return Damaged("was cut short");
    if (blocks_ - 1 > std::numeric_limits<std::uint32_t>::max()) return Damaged("is too long");
    WY_CHECK(Block(blocks_ - 1));
    return {};
  }

  Result<std::string> ReadAt(std::uint64_t offset, std::size_t size) const override {
    if (offset > Size() || size > Size() - offset) {
      return Error{ErrorCode::kCorruption, "'" + name_ + "' holds " + std::to_string(Size()) +
                                               " bytes; byte " + std::to_string(offset + size) +
                                               " was asked for"};
    }
    std::string bytes;
    bytes.reserve(size);
    while (bytes.size() < size) {
      const std::uint64_t at = offset + bytes.size();
      WY_TRY(const auto block, Block(at / kBlockBytes));
      bytes += std::string_view(*block).substr(at % kBlockBytes, size - bytes.size());
    }
    return bytes;
  }

  std::uint64_t Size() const override { return body_bytes_ - blocks_ * kTagBytes; }

 private:
  Result<std::shared_ptr<const std::string>> Block(std::uint64_t number) const {
    {
      const std::lock_guard lock(mutex_);
      if (kept_ && kept_number_ == number) return kept_;
    }
    const std::uint64_t begin = number * kSealedBlockBytes;
    const auto size = static_cast<std::size_t>(std::min(kSealedBlockBytes, body_bytes_ - begin));
    WY_TRY(const std::string sealed, file_->ReadAt(kHeaderBytes + begin, size));
    BlockCipher cipher(secrets_.key, secrets_.nonce_prefix, secrets_.additional);
    cipher.BindLast(secrets_.bound_to);
    auto plain = std::make_shared<std::string>();
    if (!cipher.Open(static_cast<std::uint32_t>(number), number + 1 == blocks_, sealed, *plain)) {
      return Damaged("is damaged, or is not the file that belongs here, at block " +
                     std::to_string(number));
    }
    const std::lock_guard lock(mutex_);
    kept_ = plain;
    kept_number_ = number;
    return kept_;
  }

  Error Damaged(const std::string& how) const {
    return {ErrorCode::kCorruption, "'" + name_ + "' " + how + "; restore it from a backup",
            "“" + name_ + "”已损坏；请从备份中恢复"};
  }

  const std::unique_ptr<RandomAccessFile> file_;
  const std::string name_;
  Secrets secrets_;  // constant until wiped
  const std::uint64_t body_bytes_;
  const std::uint64_t blocks_;
  // The block read last, because callers read on in small pieces. Shared with readers under way.
  mutable std::mutex mutex_;
  mutable std::shared_ptr<const std::string> kept_;  // guarded by mutex_
  mutable std::uint64_t kept_number_ = 0;            // guarded by mutex_
};

}  // namespace

Result<std::unique_ptr<SealedReader>> OpenSealedFile(const FileSystem& files,
                                                     const KeyProvider& keys,
                                                     const std::filesystem::path& path,
                                                     std::string_view context,
                                                     std::string_view bound_to) {
  WY_TRY(auto file, files.Open(path));
  const auto header_bytes =
      static_cast<std::size_t>(std::min<std::uint64_t>(kHeaderBytes, file->Size()));
  WY_TRY(std::string header_text, file->ReadAt(0, header_bytes));
  WY_TRY(auto header, DecodeSealedHeader(header_text, path.string()));
  auto key = keys.Unwrap(header.key);
  if (!key) {
    Error error = key.error();
    error.message = "cannot open '" + path.string() + "': " + error.message;
    return error;
  }
  auto reader = std::make_unique<FileOpener>(
      std::move(file), path.string(),
      Secrets{*std::move(key), std::move(header.nonce_prefix),
              AdditionalData(std::move(header_text), context), std::string(bound_to)});
  WY_CHECK(reader->CheckEnd());
  return reader;
}

std::uint64_t SealedContentBytes(std::uint64_t file_bytes) {
  if (file_bytes < kHeaderBytes + kTagBytes) return 0;
  const std::uint64_t body_bytes = file_bytes - kHeaderBytes;
  return body_bytes - BlocksIn(body_bytes) * kTagBytes;
}

}  // namespace wenyuan::crypto
