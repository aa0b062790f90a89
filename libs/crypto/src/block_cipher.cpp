#include "block_cipher.h"

#include <array>
#include <cstdlib>

namespace wenyuan::crypto {
namespace {

const unsigned char* Bytes(std::string_view text) {
  return reinterpret_cast<const unsigned char*>(text.data());
}

// What fails only when memory is out; half-encrypted output must not get out.
void Require(int one) {
  if (one != 1) std::abort();
}

}  // namespace

BlockCipher::BlockCipher(std::string_view key, std::string_view nonce_prefix,
                         std::string_view additional)
    : context_(EVP_CIPHER_CTX_new(), &EVP_CIPHER_CTX_free),
      key_(key),
      nonce_prefix_(nonce_prefix),
      additional_(additional) {
  Require(context_ ? 1 : 0);
}

void BlockCipher::Start(std::uint32_t number, bool last, bool seal) {
  std::array<unsigned char, kNoncePrefixBytes + 5> nonce;
  std::copy(nonce_prefix_.begin(), nonce_prefix_.end(), nonce.begin());
  for (unsigned i = 0; i < 4; ++i) {
    nonce[kNoncePrefixBytes + i] = static_cast<unsigned char>(number >> (24 - 8 * i));
  }
  nonce.back() = last ? 1 : 0;
  Require(EVP_CipherInit_ex(context_.get(), EVP_aes_256_gcm(), nullptr, Bytes(key_), nonce.data(),
                            seal ? 1 : 0));
  Authenticate(additional_);
  if (last) Authenticate(bound_to_);
}

void BlockCipher::Authenticate(std::string_view bytes) {
  int ignored = 0;
  Require(EVP_CipherUpdate(context_.get(), nullptr, &ignored, Bytes(bytes),
                           static_cast<int>(bytes.size())));
}

void BlockCipher::Seal(std::uint32_t number, bool last, std::string_view plain,
                       std::string& output) {
  Start(number, last, true);
  const std::size_t begin = output.size();
  output.resize(begin + plain.size() + kTagBytes);
  auto* to = reinterpret_cast<unsigned char*>(output.data()) + begin;
  int done = 0;
  Require(
      EVP_CipherUpdate(context_.get(), to, &done, Bytes(plain), static_cast<int>(plain.size())));
  Require(EVP_CipherFinal_ex(context_.get(), to + done, &done));
  Require(EVP_CIPHER_CTX_ctrl(context_.get(), EVP_CTRL_GCM_GET_TAG, kTagBytes, to + plain.size()));
}

bool BlockCipher::Open(std::uint32_t number, bool last, std::string_view sealed,
                       std::string& output) {
  if (sealed.size() < kTagBytes) return false;
  Start(number, last, false);
  const std::size_t begin = output.size();
  const std::size_t size = sealed.size() - kTagBytes;
  output.resize(begin + size);
  auto* to = reinterpret_cast<unsigned char*>(output.data()) + begin;
  std::string tag(sealed.substr(size));
  int done = 0;
  Require(EVP_CIPHER_CTX_ctrl(context_.get(), EVP_CTRL_GCM_SET_TAG, kTagBytes, tag.data()));
  Require(EVP_CipherUpdate(context_.get(), to, &done, Bytes(sealed), static_cast<int>(size)));
  if (EVP_CipherFinal_ex(context_.get(), to + done, &done) == 1) return true;
  output.resize(begin);
  return false;
}

}  // namespace wenyuan::crypto
