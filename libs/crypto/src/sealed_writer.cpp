#include <limits>
#include <utility>

#include "block_cipher.h"
#include "sealed_header.h"
#include "wenyuan/crypto/hash.h"
#include "wenyuan/crypto/sealed_file.h"

namespace wenyuan::crypto {
namespace {

class FileSealer final : public SealedWriter {
 public:
  FileSealer(std::unique_ptr<WritableFile> file, std::string key, std::string nonce_prefix,
             std::string additional)
      : file_(std::move(file)),
        key_(std::move(key)),
        nonce_prefix_(std::move(nonce_prefix)),
        additional_(std::move(additional)),
        cipher_(key_, nonce_prefix_, additional_) {}
  FileSealer(const FileSealer&) = delete;
  FileSealer& operator=(const FileSealer&) = delete;
  ~FileSealer() override { Wipe(key_); }

  Result<void> Append(std::string_view bytes) override {
    while (!bytes.empty()) {
      // A full block waits for more, because only Finish() knows which one is the last.
      if (pending_.size() == kBlockBytes) {
        WY_CHECK(WriteBlock(false));
      }
      const auto piece = bytes.substr(0, kBlockBytes - pending_.size());
      pending_ += piece;
      bytes.remove_prefix(piece.size());
    }
    return {};
  }

  Result<void> Finish(std::string_view bound_to) override {
    cipher_.BindLast(bound_to);
    WY_CHECK(WriteBlock(true));
    broken_ = true;  // nothing may follow
    WY_CHECK(file_->Sync());
    return file_->Close();
  }

 private:
  Result<void> WriteBlock(bool last) {
    if (broken_) return Error{ErrorCode::kInternal, "a sealed file was written to after it ended"};
    broken_ = true;
    if (number_ == std::numeric_limits<std::uint32_t>::max()) {
      return Error{ErrorCode::kTooLarge, "a sealed file cannot hold more than 256 TiB"};
    }
    sealed_.clear();
    cipher_.Seal(number_++, last, pending_, sealed_);
    pending_.clear();
    WY_CHECK(file_->Append(sealed_));
    broken_ = false;
    return {};
  }

  const std::unique_ptr<WritableFile> file_;
  std::string key_;
  const std::string nonce_prefix_;
  const std::string additional_;
  BlockCipher cipher_;
  std::string pending_;
  std::string sealed_;
  std::uint32_t number_ = 0;
  bool broken_ = false;  // ended, or a write failed: the file's content is undefined
};

}  // namespace

Result<std::unique_ptr<SealedWriter>> CreateSealedFile(FileSystem& files, const KeyProvider& keys,
                                                       const std::filesystem::path& path,
                                                       std::string_view context) {
  std::string key = RandomBytes(kDataKeyBytes);
  SealedHeader header;
  WY_TRY(header.key, keys.Wrap(key));
  header.nonce_prefix = RandomBytes(kNoncePrefixBytes);
  std::string header_bytes = EncodeSealedHeader(header);
  WY_TRY(auto file, files.Create(path));
  WY_CHECK(file->Append(header_bytes));
  return std::make_unique<FileSealer>(std::move(file), std::move(key),
                                      std::move(header.nonce_prefix),
                                      AdditionalData(std::move(header_bytes), context));
}

}  // namespace wenyuan::crypto
