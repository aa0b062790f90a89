#include <openssl/crypto.h>
#include <openssl/evp.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <optional>
#include <system_error>

#include "wenyuan/crypto/hash.h"
#include "wenyuan/crypto/key_provider.h"

namespace wenyuan::crypto {
namespace {

constexpr std::size_t kKeyBytes = 32;
constexpr std::size_t kFileBytes = 2 * kKeyBytes + 1;  // hexadecimal digits and a line feed

using Context = std::unique_ptr<EVP_CIPHER_CTX, decltype(&EVP_CIPHER_CTX_free)>;

class KeyFile final : public KeyProvider {
 public:
  explicit KeyFile(std::string key)
      : key_(std::move(key)), id_(Hex(Sha256("wenyuan key id\n" + key_)).substr(0, 16)) {}
  KeyFile(const KeyFile&) = delete;
  KeyFile& operator=(const KeyFile&) = delete;
  ~KeyFile() override { Wipe(key_); }

  Result<WrappedKey> Wrap(std::string_view data_key) const override {
    if (data_key.size() < 16 || data_key.size() > 64) {
      return Error{ErrorCode::kInvalidArgument, "cannot wrap a data key of " +
                                                    std::to_string(data_key.size()) +
                                                    " bytes; it must have 16 to 64"};
    }
    auto wrapped = Transform(data_key, true);
    if (!wrapped) return Error{ErrorCode::kInternal, "cannot wrap a data key: OpenSSL refused"};
    return WrappedKey{id_, *std::move(wrapped)};
  }

  Result<std::string> Unwrap(const WrappedKey& wrapped) const override {
    if (wrapped.key_id != id_) {
      return Error{ErrorCode::kNotFound,
                   "the data was sealed with the key '" + wrapped.key_id +
                       "', but the key file holds '" + id_ +
                       "'; put the key file back that belongs to this data folder",
                   "数据由密钥“" + wrapped.key_id + "”加密，而密钥文件中是“" + id_ +
                       "”；请恢复与此数据目录对应的密钥文件"};
    }
    auto key = Transform(wrapped.bytes, false);
    if (!key) {
      return Error{ErrorCode::kCorruption,
                   "a wrapped data key is damaged; restore the file it is in from a backup"};
    }
    return *std::move(key);
  }

 private:
  // RFC 5649, in one direction or the other. Nothing when the integrity check fails.
  std::optional<std::string> Transform(std::string_view input, bool wrap) const {
    const Context context(EVP_CIPHER_CTX_new(), &EVP_CIPHER_CTX_free);
    EVP_CIPHER_CTX_set_flags(context.get(), EVP_CIPHER_CTX_FLAG_WRAP_ALLOW);
    const auto* key = reinterpret_cast<const unsigned char*>(key_.data());
    if (EVP_CipherInit_ex(context.get(), EVP_aes_256_wrap_pad(), nullptr, key, nullptr,
                          wrap ? 1 : 0) != 1) {
      return std::nullopt;
    }
    std::string output(input.size() + 16, '\0');
    int size = 0;
    if (EVP_CipherUpdate(context.get(), reinterpret_cast<unsigned char*>(output.data()), &size,
                         reinterpret_cast<const unsigned char*>(input.data()),
                         static_cast<int>(input.size())) != 1 ||
        size <= 0) {
      return std::nullopt;
    }
    output.resize(static_cast<std::size_t>(size));
    return output;
  }

  std::string key_;
  const std::string id_;
};

std::optional<std::string> FromHex(std::string_view text) {
  std::string bytes;
  for (std::size_t i = 0; i + 1 < text.size(); i += 2) {
    std::uint8_t byte = 0;
    const char* end = text.data() + i + 2;
    const auto [stopped, code] = std::from_chars(text.data() + i, end, byte, 16);
    if (code != std::errc() || stopped != end) return std::nullopt;
    bytes += static_cast<char>(byte);
  }
  return bytes;
}

Result<void> CheckMode(const std::filesystem::path& path) {
  using std::filesystem::perms;
  std::error_code absent;  // a file system in memory has no modes
  const perms mode = std::filesystem::status(path, absent).permissions();
  if (absent || mode == perms::unknown) return {};
  if ((mode & (perms::group_all | perms::others_all)) != perms::none) {
    return Error{ErrorCode::kPermissionDenied,
                 "the key file '" + path.string() +
                     "' may be read or written by others than its owner; run: chmod 600 '" +
                     path.string() + "'",
                 "密钥文件“" + path.string() + "”可被其他用户读写；请执行：chmod 600 '" +
                     path.string() + "'"};
  }
  return {};
}

}  // namespace

Result<std::unique_ptr<KeyProvider>> OpenKeyFile(FileSystem& files,
                                                 const std::filesystem::path& path) {
  if (!files.Exists(path)) {
    WY_CHECK(files.CreateDirectories(path.parent_path()));
    std::string key = RandomBytes(kKeyBytes);
    std::string text = Hex(key) + "\n";
    const auto written = WriteAtomically(files, path, text);
    Wipe(text);
    if (!written) return written.error();
    return std::make_unique<KeyFile>(std::move(key));
  }
  WY_CHECK(CheckMode(path));
  WY_TRY(std::string text, ReadAll(files, path, 4096));
  // An editor may have added or taken away the line feed at the end.
  const std::string_view digits(text.data(), std::min(text.find('\n'), text.size()));
  auto key =
      digits.size() == 2 * kKeyBytes && text.size() <= kFileBytes ? FromHex(digits) : std::nullopt;
  const std::size_t size = text.size();
  Wipe(text);
  if (!key) {
    return Error{ErrorCode::kCorruption,
                 "the key file '" + path.string() + "' has " + std::to_string(size) +
                     " bytes; a key is 64 hexadecimal digits; restore it from your backup, without "
                     "it the data cannot be read",
                 "密钥文件“" + path.string() + "”有 " + std::to_string(size) +
                     " 字节，而密钥应为 64 位十六进制数；请从备份中恢复，缺少它数据无法读取"};
  }
  return std::make_unique<KeyFile>(*std::move(key));
}

}  // namespace wenyuan::crypto
