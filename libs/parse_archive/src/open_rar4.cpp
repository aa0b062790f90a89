#include "open_rar4.h"

#include <algorithm>
#include <cstdint>

#include "ask_for_password.h"
#include "header_bytes.h"
#include "rar4_keys.h"
#include "wenyuan/parse_kit/bytes.h"
#include "wenyuan/parse_kit/ciphers.h"
#include "wenyuan/parse_kit/errors.h"

namespace wenyuan::parse {
namespace {

using std::string_view_literals::operator""sv;

constexpr std::string_view kSignature = "Rar!\x1A\x07\0"sv;
constexpr std::size_t kBlock = 16;
constexpr std::size_t kSaltBytes = 8;
constexpr std::size_t kCommonBytes = 7;
constexpr std::size_t kFileBytes = 32;  // before the name
constexpr unsigned kFirstAesVersion = 29;
constexpr unsigned kNotPacked = 0x30;

enum Kind : std::uint8_t { kMain = 0x73, kFile = 0x74, kService = 0x7A, kEnd = 0x7B };
enum MainFlag : std::uint16_t { kSecretHeaders = 0x80 };
enum FileFlag : std::uint16_t { kSecret = 0x04, kLarge = 0x100, kHasSalt = 0x400 };
constexpr unsigned kHasData = 0x8000;

std::string WithSum(const std::string& body) {
  std::string header;
  PutLittle(header, Crc32(body) & 0xFFFFU, 2);
  return header + body;
}

class Opener {
 public:
  Opener(std::string_view archive, std::string_view password)
      : archive_(archive), password_(password), keys_(password) {}

  Result<std::optional<std::string>> Run() {
    if (!archive_.starts_with(kSignature)) return std::optional<std::string>();
    at_ = kSignature.size();
    while (at_ < archive_.size()) {
      begin_ = at_;
      WY_TRY(const bool whole, Next());
      if (!whole && secret_headers_ && !opened_) return WrongPassword("rar", password_);
      if (!whole) {  // damaged: the library shall see that
        Put(archive_.substr(begin_));
        break;
      }
      opened_ = secret_headers_;
      WY_CHECK(Copy());
      if (Bytes(header_).U8(2) == kEnd) break;
    }
    if (!encrypted_) return std::optional<std::string>();
    return std::optional(std::move(out_));
  }

 private:
  // Before something encrypted was met, there is nothing to write anew.
  void Put(std::string_view bytes) {
    if (encrypted_) out_ += bytes;
  }

  void WriteAnew() {
    if (!encrypted_) out_ = archive_.substr(0, begin_);
    encrypted_ = true;
  }

  // False where a header is damaged; a wrong password looks the same.
  Result<bool> Next() {
    if (secret_headers_) {
      const std::string salt(Bytes(archive_).Sub(at_, kSaltBytes));
      WY_TRY(const auto* key, KeyOf(salt));
      const Bytes packed = Bytes(archive_).View(at_ + kSaltBytes, archive_.size());
      header_ = DecryptAesCbc(packed.Sub(0, kBlock), key->key, key->start);
      const std::size_t size = Bytes(header_).U16(5);
      const std::size_t whole = (size + kBlock - 1) / kBlock * kBlock;
      header_ = DecryptAesCbc(packed.Sub(0, whole), key->key, key->start).substr(0, size);
      at_ += kSaltBytes + whole;
    } else {
      header_ = Bytes(archive_).Sub(at_, Bytes(archive_).U16(at_ + 5));
      at_ += header_.size();
    }
    const Bytes bytes(header_);
    const bool whole = bytes.size() >= kCommonBytes && bytes.size() == bytes.U16(5) &&
                       (Crc32(bytes.Sub(2, bytes.size())) & 0xFFFFU) == bytes.U16(0);
    return whole;
  }

  Result<void> Copy() {
    const Bytes bytes(header_);
    const unsigned kind = bytes.U8(2);
    const unsigned flags = bytes.U16(3);
    std::uint64_t data_bytes = (flags & kHasData) != 0 ? bytes.U32(7) : 0;
    if (kind == kFile && (flags & kLarge) != 0) {
      data_bytes |= std::uint64_t{bytes.U32(kFileBytes)} << 32U;
    }
    const std::string_view data = Bytes(archive_).Sub(at_, data_bytes);
    at_ += data.size();
    if (kind == kMain) {
      secret_headers_ = (flags & kSecretHeaders) != 0;
      if (secret_headers_) WriteAnew();
      Put(WithSum("\x73" + Little(flags & ~unsigned{kSecretHeaders}, 2) + header_.substr(5)));
      return {};
    }
    if (kind == kFile) return CopyFile(data);
    // What else there is programs note for themselves, with places in the file.
    if (kind == kEnd) Put(header_);
    return {};
  }

  Result<void> CopyFile(std::string_view data) {
    const Bytes bytes(header_);
    const unsigned flags = bytes.U16(3);
    if ((flags & kSecret) == 0) {
      Put(header_);
      Put(data);
      return {};
    }
    const std::size_t name_at = kFileBytes + ((flags & kLarge) != 0 ? 8 : 0);
    const std::size_t salt_at = name_at + bytes.U16(26);
    const std::size_t salt_bytes = (flags & kHasSalt) != 0 ? kSaltBytes : 0;
    if (bytes.U8(24) < kFirstAesVersion || salt_at + salt_bytes > bytes.size()) return Unknown();
    WY_TRY(const auto* key, KeyOf(std::string(bytes.Sub(salt_at, salt_bytes))));
    std::string plain = DecryptAesCbc(data, key->key, key->start);
    if (bytes.U8(25) == kNotPacked) {
      plain.resize(std::min<std::size_t>(plain.size(), bytes.U32(11)));
      // The library does not look at the sum of these.
      if (Crc32(plain) != bytes.U32(16)) return WrongPassword("rar", password_);
    }
    const std::uint64_t size = plain.size();
    std::string body = "\x74" + Little(flags & ~unsigned{kSecret | kHasSalt}, 2) +
                       Little(header_.size() - salt_bytes, 2) + Little(size, 4) +
                       header_.substr(11, kFileBytes - 11);
    if ((flags & kLarge) != 0) body += Little(size >> 32U, 4) + header_.substr(36, 4);
    body += bytes.Sub(name_at, salt_at - name_at);
    body += bytes.Sub(salt_at + salt_bytes, header_.size());
    Put(WithSum(body));
    Put(plain);
    return {};
  }

  static std::string Little(std::uint64_t value, int bytes) {
    std::string out;
    PutLittle(out, value, bytes);
    return out;
  }

  Result<const Rar4Keys::Key*> KeyOf(const std::string& salt) {
    WriteAnew();
    if (password_.empty()) return WrongPassword("rar", password_);
    const Rar4Keys::Key* key = keys_.IsTooLong() ? nullptr : keys_.Find(salt);
    if (key == nullptr) return Unknown();
    return key;
  }

  static Error Unknown() {
    return UnsupportedFile("rar",
                           {"it is encrypted in a way that we do not know; unpack it and import "
                            "the files",
                            "文件的加密方式暂不支持，请解开后再导入"});
  }

  std::string_view archive_;
  std::string_view password_;
  Rar4Keys keys_;
  std::size_t begin_ = 0;  // of the header that is read
  std::size_t at_ = 0;
  std::string header_;  // with its sum
  std::string out_;
  bool encrypted_ = false;
  bool secret_headers_ = false;
  bool opened_ = false;  // a header of those
};

}  // namespace

Result<std::optional<std::string>> OpenRar4(std::string_view archive, std::string_view password) {
  return Opener(archive, password).Run();
}

}  // namespace wenyuan::parse
