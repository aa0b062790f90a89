#pragma once

#include <openssl/evp.h>

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

namespace wenyuan::crypto {

inline constexpr std::size_t kBlockBytes = 65536;
inline constexpr std::size_t kTagBytes = 16;
inline constexpr std::size_t kNoncePrefixBytes = 7;
inline constexpr std::size_t kDataKeyBytes = 32;

// AES-256-GCM over the numbered blocks of one file (the STREAM construction): the nonce holds the
// block's number and whether it is the last. One thread; cheap to make.
class BlockCipher {
 public:
  // What is given is kept by reference and must outlive it.
  BlockCipher(std::string_view key, std::string_view nonce_prefix, std::string_view additional);
  // Authenticated with the last block, after `additional`.
  void BindLast(std::string_view bound_to) { bound_to_ = bound_to; }

  // Appends ciphertext and tag to `output`.
  void Seal(std::uint32_t number, bool last, std::string_view plain, std::string& output);
  // Appends the content to `output`; false, and nothing appended, when it is not authentic.
  bool Open(std::uint32_t number, bool last, std::string_view sealed, std::string& output);

 private:
  void Authenticate(std::string_view bytes);
  void Start(std::uint32_t number, bool last, bool seal);

  std::unique_ptr<EVP_CIPHER_CTX, decltype(&EVP_CIPHER_CTX_free)> context_;
  const std::string_view key_;
  const std::string_view nonce_prefix_;
  const std::string_view additional_;
  std::string_view bound_to_;
};

}  // namespace wenyuan::crypto
