#include "odf/odf_cipher.h"

#include <algorithm>
#include <cstdlib>
#include <utility>

#include "part_names.h"
#include "wenyuan/parse_kit/ciphers.h"
#include "wenyuan/parse_kit/errors.h"
#include "wenyuan/parse_kit/inflate.h"
#include "wenyuan/parse_kit/strings.h"
#include "xml_walk.h"

namespace wenyuan::parse {
namespace {

constexpr unsigned kMostIterations = 2'000'000;
constexpr unsigned kDefaultIterations = 1'024;
constexpr std::size_t kMaxBytes = std::size_t{60} << 20U;
constexpr std::size_t kCheckedBytes = 1'024;

unsigned long Number(pugi::xml_node node, std::string_view name, unsigned long missing) {
  const std::string text(Attribute(node, name));
  return text.empty() ? missing : std::strtoul(text.c_str(), nullptr, 10);
}

bool Mentions(std::string_view text, std::string_view word) {
  return FindIgnoringCase(text, word) != std::string_view::npos;
}

}  // namespace

OdfCipher::OdfCipher(pugi::xml_node manifest, std::string_view password, std::string_view format)
    : password_(password), format_(format) {
  for (const pugi::xml_node entry : manifest.children()) {
    const pugi::xml_node data = Child(entry, "encryption-data");
    if (data) parts_.emplace(ResolvePart("", Attribute(entry, "full-path")), ReadPart(data));
  }
}

OdfCipher::Part OdfCipher::ReadPart(pugi::xml_node data) {
  Part part;
  const pugi::xml_node algorithm = Child(data, "algorithm");
  const pugi::xml_node derivation = Child(data, "key-derivation");
  const pugi::xml_node start_key = Child(data, "start-key-generation");
  part.cipher = Attribute(algorithm, "algorithm-name");
  part.start = FromBase64(Attribute(algorithm, "initialisation-vector"));
  part.derivation = Attribute(derivation, "key-derivation-name");
  part.salt = FromBase64(Attribute(derivation, "salt"));
  part.iterations = static_cast<unsigned>(std::min<unsigned long>(
      Number(derivation, "iteration-count", kDefaultIterations), kMostIterations + 1UL));
  part.key_bytes = std::min<unsigned long>(Number(derivation, "key-size", 16), 64);
  part.start_key_sha256 = Mentions(Attribute(start_key, "start-key-generation-name"), "sha256");
  part.checksum = FromBase64(Attribute(data, "checksum"));
  part.checksum_sha256 = Mentions(Attribute(data, "checksum-type"), "sha256");
  return part;
}

Result<void> OdfCipher::CheckKnown(const Part& part) const {
  const bool known = Mentions(part.cipher, "aes") && Mentions(part.cipher, "cbc") &&
                     Mentions(part.derivation, "pbkdf2");
  if (known && part.iterations > 0 && part.iterations <= kMostIterations) return {};
  return UnsupportedFile(format_,
                         {"it is encrypted in a way that we do not know; save it without a "
                          "password and import it again",
                          "文件的加密方式暂不支持，请取消密码保存后重新导入"});
}

Result<std::string> OdfCipher::Open(std::string_view part, std::string bytes) const {
  const auto found = parts_.find(part);
  if (found == parts_.end()) return bytes;
  const Part& how = found->second;
  WY_CHECK(CheckKnown(how));
  if (password_.empty()) {
    return NeedsPassword(format_, {"it is encrypted; give its password and try again",
                                   "文件已加密，请提供密码后重试"});
  }
  const std::string start_key =
      Digest(how.start_key_sha256 ? Hash::kSha256 : Hash::kSha1, password_);
  const std::string key = Pbkdf2(Hash::kSha1, start_key, how.salt, how.iterations, how.key_bytes);
  std::string packed = DecryptAesCbc(bytes, key, how.start);
  // The last byte says how many were added to fill the last block.
  const std::size_t padding = packed.empty() ? 0 : static_cast<unsigned char>(packed.back());
  const Hash hash = how.checksum_sha256 ? Hash::kSha256 : Hash::kSha1;
  bool right = padding >= 1 && padding <= 16 && padding <= packed.size();
  if (right) packed.resize(packed.size() - padding);
  right = right && Digest(hash, std::string_view(packed).substr(0, kCheckedBytes)) == how.checksum;
  if (!right) {
    return NeedsPassword(
        format_, {"this password does not open it; give the right one", "密码不正确，请重新输入"});
  }
  auto opened = Inflate(packed, DeflateForm::kRaw, kMaxBytes);
  if (!opened) {
    return FileTooLarge(format_, {"its part “" + std::string(part) + "” is larger than 60 MB",
                                  "部件“" + std::string(part) + "”超过 60 MB"});
  }
  return *std::move(opened);
}

}  // namespace wenyuan::parse
