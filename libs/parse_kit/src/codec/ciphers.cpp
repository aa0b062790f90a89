#include "wenyuan/parse_kit/ciphers.h"

#include <openssl/evp.h>

#include <memory>
#include <utility>

namespace wenyuan::parse {
namespace {

constexpr std::size_t kBlock = 16;

struct ContextFreer {
  void operator()(EVP_CIPHER_CTX* context) const { EVP_CIPHER_CTX_free(context); }
};

struct DigestFreer {
  void operator()(EVP_MD_CTX* context) const { EVP_MD_CTX_free(context); }
};

const unsigned char* Raw(std::string_view bytes) {
  return reinterpret_cast<const unsigned char*>(bytes.data());
}

const EVP_CIPHER* AesFor(std::size_t key_bytes, bool chained) {
  switch (key_bytes) {
    case 16:
      return chained ? EVP_aes_128_cbc() : EVP_aes_128_ecb();
    case 24:
      return chained ? EVP_aes_192_cbc() : EVP_aes_192_ecb();
    case 32:
      return chained ? EVP_aes_256_cbc() : EVP_aes_256_ecb();
    default:
      return nullptr;
  }
}

const EVP_MD* KindOf(Hash hash) {
  switch (hash) {
    case Hash::kMd5:
      return EVP_md5();
    case Hash::kSha1:
      return EVP_sha1();
    case Hash::kSha256:
      return EVP_sha256();
    case Hash::kSha384:
      return EVP_sha384();
    case Hash::kSha512:
      break;
  }
  return EVP_sha512();
}

enum class Direction { kDecrypt = 0, kEncrypt = 1 };

std::string Run(const EVP_CIPHER* cipher, Direction direction, std::string_view data,
                std::string_view key, const unsigned char* start) {
  const std::unique_ptr<EVP_CIPHER_CTX, ContextFreer> context(EVP_CIPHER_CTX_new());
  data = data.substr(0, data.size() / kBlock * kBlock);
  constexpr std::size_t kMost = std::size_t{1} << 30U;
  if (cipher == nullptr || context == nullptr || data.empty() || data.size() > kMost) return {};
  if (EVP_CipherInit_ex(context.get(), cipher, nullptr, Raw(key), start,
                        static_cast<int>(direction)) != 1) {
    return {};
  }
  EVP_CIPHER_CTX_set_padding(context.get(), 0);
  std::string out(data.size() + kBlock, '\0');
  int written = 0;
  if (EVP_CipherUpdate(context.get(), reinterpret_cast<unsigned char*>(out.data()), &written,
                       Raw(data), static_cast<int>(data.size())) != 1) {
    return {};
  }
  out.resize(static_cast<std::size_t>(written));
  return out;
}

}  // namespace

std::string DecryptAesEcb(std::string_view data, std::string_view key) {
  return Run(AesFor(key.size(), false), Direction::kDecrypt, data, key, nullptr);
}

std::string EncryptAesEcb(std::string_view data, std::string_view key) {
  return Run(AesFor(key.size(), false), Direction::kEncrypt, data, key, nullptr);
}

std::string DecryptAesCbc(std::string_view data, std::string_view key, std::string_view start) {
  if (start.size() < kBlock) return {};
  return Run(AesFor(key.size(), true), Direction::kDecrypt, data, key, Raw(start));
}

std::string Digest(Hash hash, std::string_view data) {
  std::string out(EVP_MAX_MD_SIZE, '\0');
  unsigned bytes = 0;
  if (EVP_Digest(data.data(), data.size(), reinterpret_cast<unsigned char*>(out.data()), &bytes,
                 KindOf(hash), nullptr) != 1) {
    return {};
  }
  out.resize(bytes);
  return out;
}

struct RunningDigest::State {
  std::unique_ptr<EVP_MD_CTX, DigestFreer> context{EVP_MD_CTX_new()};
  bool ok = false;
};

RunningDigest::RunningDigest(Hash hash) : state_(std::make_unique<State>()) {
  state_->ok = state_->context != nullptr &&
               EVP_DigestInit_ex(state_->context.get(), KindOf(hash), nullptr) == 1;
}

RunningDigest::~RunningDigest() = default;

void RunningDigest::Add(std::string_view data) {
  state_->ok = state_->ok && EVP_DigestUpdate(state_->context.get(), data.data(), data.size()) == 1;
}

std::string RunningDigest::SoFar() const {
  const std::unique_ptr<EVP_MD_CTX, DigestFreer> copy(EVP_MD_CTX_new());
  std::string out(EVP_MAX_MD_SIZE, '\0');
  unsigned bytes = 0;
  if (!state_->ok || copy == nullptr ||
      EVP_MD_CTX_copy_ex(copy.get(), state_->context.get()) != 1 ||
      EVP_DigestFinal_ex(copy.get(), reinterpret_cast<unsigned char*>(out.data()), &bytes) != 1) {
    return {};
  }
  out.resize(bytes);
  return out;
}

std::string Pbkdf2(Hash hash, std::string_view password, std::string_view salt, unsigned iterations,
                   std::size_t key_bytes) {
  std::string key(key_bytes, '\0');
  if (PKCS5_PBKDF2_HMAC(password.data(), static_cast<int>(password.size()), Raw(salt),
                        static_cast<int>(salt.size()), static_cast<int>(iterations), KindOf(hash),
                        static_cast<int>(key_bytes),
                        reinterpret_cast<unsigned char*>(key.data())) != 1) {
    return {};
  }
  return key;
}

Rc4::Rc4(std::string_view key) {
  for (unsigned i = 0; i < 256; ++i) state_[i] = static_cast<std::uint8_t>(i);
  if (key.empty()) return;
  unsigned j = 0;
  for (unsigned i = 0; i < 256; ++i) {
    j = (j + state_[i] + static_cast<unsigned char>(key[i % key.size()])) & 0xFFU;
    std::swap(state_[i], state_[j]);
  }
}

std::uint8_t Rc4::Next() {
  i_ = (i_ + 1) & 0xFFU;
  j_ = (j_ + state_[i_]) & 0xFFU;
  std::swap(state_[i_], state_[j_]);
  return state_[(state_[i_] + state_[j_]) & 0xFFU];
}

std::string Rc4::Apply(std::string_view data) {
  std::string out(data);
  for (char& c : out) c = static_cast<char>(static_cast<unsigned char>(c) ^ Next());
  return out;
}

void WarmUpCiphers() {
  for (const Hash hash : {Hash::kMd5, Hash::kSha1, Hash::kSha256, Hash::kSha384, Hash::kSha512}) {
    (void)Digest(hash, "warm");
  }
  const std::string block(kBlock, '\0');
  (void)Pbkdf2(Hash::kSha1, "warm", block, 1, kBlock);
  for (const std::size_t key_bytes : {16U, 24U, 32U}) {
    const std::string key(key_bytes, '\0');
    (void)DecryptAesEcb(block, key);
    (void)DecryptAesCbc(block, key, block);
  }
}

}  // namespace wenyuan::parse
