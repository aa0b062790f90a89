#include "other/encrypted_package.h"

#include <algorithm>
#include <charconv>
#include <cstdint>
#include <optional>

#include "wenyuan/parse_kit/bytes.h"
#include "wenyuan/parse_kit/ciphers.h"
#include "wenyuan/parse_kit/errors.h"
#include "wenyuan/parse_kit/strings.h"
#include "wenyuan/parse_kit/wide_text.h"

namespace wenyuan::parse {
namespace {

constexpr std::string_view kFormat = "office";
constexpr std::uint32_t kMaxSpins = 1'000'000;  // Office writes 100,000
constexpr std::size_t kSegment = 4096;
constexpr std::string_view kExcelPassword = "VelvetSweatshop";

std::string LittleEndian(std::uint32_t value) {
  std::string out;
  for (unsigned i = 0; i < 4; ++i) out += static_cast<char>(value >> (8 * i) & 0xFFU);
  return out;
}

// The password hashed over and over, so that guessing is slow.
std::string Spin(Hash hash, std::string_view salt, std::string_view password, std::uint32_t spins) {
  std::string value = Digest(hash, std::string(salt) + Utf8ToWide(password));
  for (std::uint32_t i = 0; i < spins; ++i) value = Digest(hash, LittleEndian(i) + value);
  return value;
}

// AES as Office 2007 writes it.
std::optional<std::string> OpenStandard(std::string_view info, std::string_view package,
                                        std::string_view password) {
  const Bytes bytes(info);
  const std::size_t header = 12;
  const std::size_t verifier = header + bytes.U32(8);
  const std::size_t key_bytes = bytes.U32(header + 16) / 8;
  const std::string_view salt = bytes.Sub(verifier + 4, 16);
  std::string hash = Spin(Hash::kSha1, salt, password, 50'000);
  hash = Digest(Hash::kSha1, hash + LittleEndian(0));
  const auto derive = [&](char fill) {
    std::string block(64, fill);
    for (std::size_t i = 0; i < hash.size(); ++i) {
      block[i] = static_cast<char>(static_cast<unsigned char>(block[i]) ^
                                   static_cast<unsigned char>(hash[i]));
    }
    return Digest(Hash::kSha1, block);
  };
  const std::string key = (derive(0x36) + derive(0x5C)).substr(0, key_bytes);
  const std::string plain = DecryptAesEcb(bytes.Sub(verifier + 20, 16), key);
  const std::string expected = DecryptAesEcb(bytes.Sub(verifier + 40, 32), key);
  const std::string found = Digest(Hash::kSha1, plain);
  if (plain.empty() || expected.substr(0, found.size()) != found) return std::nullopt;
  return DecryptAesEcb(package, key);
}

// The XML is written by programs in one way, without entities; it needs no parser.
class Attributes {
 public:
  Attributes(std::string_view xml, std::string_view element) {
    const std::size_t at = xml.find(element);
    if (at != std::string_view::npos) text_ = xml.substr(at, xml.find('>', at) - at);
  }
  [[nodiscard]] std::string_view Text(std::string_view name) const {
    const std::string wanted = " " + std::string(name) + "=\"";
    const std::size_t at = text_.find(wanted);
    if (at == std::string_view::npos) return {};
    const std::size_t start = at + wanted.size();
    return text_.substr(start, text_.find('"', start) - start);
  }
  [[nodiscard]] std::string Binary(std::string_view name) const { return FromBase64(Text(name)); }
  [[nodiscard]] std::uint32_t Number(std::string_view name) const {
    const std::string_view text = Text(name);
    std::uint32_t value = 0;
    std::from_chars(text.data(), text.data() + text.size(), value);
    return value;
  }

 private:
  std::string_view text_;
};

std::optional<Hash> HashByName(std::string_view name) {
  if (name == "SHA1" || name == "SHA-1") return Hash::kSha1;
  if (name == "SHA256" || name == "SHA-256") return Hash::kSha256;
  if (name == "SHA384" || name == "SHA-384") return Hash::kSha384;
  if (name == "SHA512" || name == "SHA-512") return Hash::kSha512;
  return std::nullopt;
}

std::string Fit(std::string value, std::size_t bytes) {
  value.resize(bytes, 0x36);
  return value;
}

// AES as Office 2010 and later write it.
class Agile {
 public:
  explicit Agile(std::string_view xml) : data_(xml, "<keyData"), key_(xml, ":encryptedKey ") {}

  [[nodiscard]] bool Supported() const {
    return HashByName(data_.Text("hashAlgorithm")) && HashByName(key_.Text("hashAlgorithm")) &&
           key_.Text("cipherAlgorithm") == "AES" &&
           key_.Text("cipherChaining") == "ChainingModeCBC" &&
           key_.Number("spinCount") <= kMaxSpins;
  }

  // Requires Supported().
  [[nodiscard]] std::optional<std::string> Open(std::string_view package,
                                                std::string_view password) const {
    const Hash hash = *HashByName(key_.Text("hashAlgorithm"));
    const std::string salt = key_.Binary("saltValue");
    const std::string spun = Spin(hash, salt, password, key_.Number("spinCount"));
    const std::size_t key_bytes = std::min<std::size_t>(key_.Number("keyBits") / 8, 64);
    const auto decrypt = [&](std::string_view block, std::string_view name) {
      const std::string key = Fit(Digest(hash, spun + std::string(block)), key_bytes);
      return DecryptAesCbc(key_.Binary(name), key, Fit(salt, 16));
    };
    const std::string input =
        decrypt("\xFE\xA7\xD2\x76\x3B\x4B\x9E\x79", "encryptedVerifierHashInput");
    const std::string value =
        decrypt("\xD7\xAA\x0F\x6D\x30\x61\x34\x4E", "encryptedVerifierHashValue");
    const std::string found = Digest(hash, input);
    if (input.empty() || value.substr(0, found.size()) != found) return std::nullopt;
    const std::string key = decrypt("\x14\x6E\x0B\xE7\xAB\xAC\xD0\xD6", "encryptedKeyValue");
    return OpenSegments(package, key.substr(0, key_bytes));
  }

 private:
  [[nodiscard]] std::string OpenSegments(std::string_view package, std::string_view key) const {
    const Hash hash = *HashByName(data_.Text("hashAlgorithm"));
    const std::string salt = data_.Binary("saltValue");
    std::string out;
    for (std::uint32_t i = 0; std::size_t{i} * kSegment < package.size(); ++i) {
      const std::string start = Fit(Digest(hash, salt + LittleEndian(i)), 16);
      out += DecryptAesCbc(package.substr(std::size_t{i} * kSegment, kSegment), key, start);
    }
    return out;
  }

  Attributes data_;
  Attributes key_;
};

Error UnknownScheme() {
  return UnsupportedFile(kFormat, {"it is encrypted in a way that cannot be read; remove its "
                                   "password in Office and import it again",
                                   "文件使用了不支持的加密方式，请在 Office 中取消密码后重新导入"});
}

}  // namespace

Result<std::string> OpenEncryptedPackage(CompoundFile& file, std::string_view password) {
  WY_TRY(const std::string info, file.ReadByName("EncryptionInfo"));
  WY_TRY(const std::string package, file.ReadByName("EncryptedPackage"));
  const Bytes version(info);
  const bool agile = version.U16(0) == 4 && version.U16(2) == 4;
  const bool standard = version.U16(2) == 2 && version.U16(0) >= 2 && version.U16(0) <= 4;
  if (package.size() < 8 || (!agile && !standard)) return UnknownScheme();
  const std::uint64_t size = Bytes(package).U64(0);
  const std::string_view content = std::string_view(package).substr(8);
  const std::string xml = agile ? info.substr(8) : std::string();
  if (agile && !Agile(xml).Supported()) return UnknownScheme();
  for (const std::string_view candidate : {password, kExcelPassword}) {
    if (candidate.empty()) continue;
    auto opened =
        agile ? Agile(xml).Open(content, candidate) : OpenStandard(info, content, candidate);
    if (!opened) continue;
    opened->resize(static_cast<std::size_t>(std::min<std::uint64_t>(size, opened->size())));
    return *std::move(opened);
  }
  if (password.empty()) {
    return NeedsPassword(kFormat, {"it is encrypted; give its password and try again",
                                   "文件已加密，请提供密码后重试"});
  }
  return NeedsPassword(
      kFormat, {"the password is wrong; check it and try again", "密码不正确，请核对后重试"});
}

}  // namespace wenyuan::parse
