#include "kit/office_key.h"

#include <algorithm>
#include <optional>

#include "wenyuan/parse_kit/bytes.h"
#include "wenyuan/parse_kit/ciphers.h"
#include "wenyuan/parse_kit/errors.h"
#include "wenyuan/parse_kit/wide_text.h"

namespace wenyuan::parse {
namespace {

constexpr std::string_view kExcelPassword = "VelvetSweatshop";
constexpr std::uint32_t kRc4Algorithm = 0x6801;
constexpr std::size_t kSaltBytes = 16;

std::string LittleEndian(std::uint32_t value) {
  std::string out;
  for (unsigned i = 0; i < 4; ++i) out += static_cast<char>(value >> (8 * i) & 0xFFU);
  return out;
}

class Rc4Key final : public OfficeKey {
 public:
  Rc4Key(Hash hash, std::string base, std::size_t key_bytes)
      : hash_(hash), base_(std::move(base)), key_bytes_(key_bytes) {}

  std::string Decrypt(std::string_view data, std::uint64_t position,
                      std::size_t block_bytes) override {
    std::string out;
    while (!data.empty()) {
      const auto block = static_cast<std::uint32_t>(position / block_bytes);
      const std::size_t inside = position % block_bytes;
      if (!cipher_ || block != block_ || inside < inside_) {
        cipher_.emplace(BlockKey(block));
        block_ = block;
        inside_ = 0;
      }
      (void)cipher_->Apply(std::string(inside - inside_, '\0'));
      const std::string_view part = data.substr(0, block_bytes - inside);
      out += cipher_->Apply(part);
      inside_ = inside + part.size();
      position += part.size();
      data.remove_prefix(part.size());
    }
    return out;
  }

  // The verifier and its hash were encrypted with the first block's key.
  bool Fits(std::string_view verifier, std::string_view verifier_hash) {
    Rc4 cipher(BlockKey(0));
    const std::string plain = cipher.Apply(verifier);
    const std::string found = Digest(hash_, plain);
    return cipher.Apply(verifier_hash.substr(0, found.size())) == found;
  }

 private:
  [[nodiscard]] std::string BlockKey(std::uint32_t block) const {
    std::string key = Digest(hash_, base_ + LittleEndian(block)).substr(0, key_bytes_);
    constexpr std::size_t kWeakKey = 5;  // filled up with zeros by the CryptoAPI
    if (hash_ == Hash::kSha1 && key.size() == kWeakKey) key.resize(16, '\0');
    return key;
  }

  Hash hash_;
  std::string base_;
  std::size_t key_bytes_;
  std::optional<Rc4> cipher_;  // of block_, at inside_
  std::uint32_t block_ = 0;
  std::size_t inside_ = 0;
};

Error UnknownScheme(std::string_view format) {
  return UnsupportedFile(format, {"it is encrypted in a way that cannot be read; remove its "
                                  "password in Office and import it again",
                                  "文件使用了不支持的加密方式，请在 Office 中取消密码后重新导入"});
}

}  // namespace

Result<std::unique_ptr<OfficeKey>> MakeOfficeKey(std::string_view format, std::string_view header,
                                                 std::string_view password) {
  const Bytes bytes(header);
  const std::string wide = Utf8ToWide(password);
  if (bytes.U16(0) == 1 && bytes.U16(2) == 1) {
    constexpr std::size_t kWeakBytes = 5;
    const std::string salt(bytes.Sub(4, kSaltBytes));
    const std::string first = Digest(Hash::kMd5, wide).substr(0, kWeakBytes);
    std::string many;
    for (int i = 0; i < 16; ++i) many += first + salt;
    auto key = std::make_unique<Rc4Key>(Hash::kMd5, Digest(Hash::kMd5, many).substr(0, kWeakBytes),
                                        std::size_t{16});
    if (!key->Fits(bytes.Sub(20, 16), bytes.Sub(36, 16))) key = nullptr;
    return std::unique_ptr<OfficeKey>(std::move(key));
  }
  const bool crypto_api = bytes.U16(2) == 2 && bytes.U16(0) >= 2 && bytes.U16(0) <= 4;
  if (!crypto_api || bytes.U32(12 + 8) != kRc4Algorithm) return UnknownScheme(format);
  const std::size_t bits = bytes.U32(12 + 16);
  const std::size_t verifier = 12 + std::size_t{bytes.U32(8)};
  const std::string salt(bytes.Sub(verifier + 4, kSaltBytes));
  auto key = std::make_unique<Rc4Key>(Hash::kSha1, Digest(Hash::kSha1, salt + wide),
                                      bits == 0 ? 5 : std::min<std::size_t>(bits / 8, 16));
  if (!key->Fits(bytes.Sub(verifier + 20, 16), bytes.Sub(verifier + 40, 20))) key = nullptr;
  return std::unique_ptr<OfficeKey>(std::move(key));
}

Result<std::unique_ptr<OfficeKey>> UnlockOffice(std::string_view format, std::string_view header,
                                                std::string_view password) {
  for (const std::string_view candidate : {password, kExcelPassword}) {
    WY_TRY(auto key, MakeOfficeKey(format, header, candidate));
    if (key != nullptr) return key;
  }
  if (password.empty()) {
    return NeedsPassword(format, {"it is encrypted; give its password and try again",
                                  "文件已加密，请提供密码后重试"});
  }
  return NeedsPassword(
      format, {"the password is wrong; check it and try again", "密码不正确，请核对后重试"});
}

}  // namespace wenyuan::parse
