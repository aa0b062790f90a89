#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

namespace wenyuan::parse {

// The ciphers that office formats use, by OpenSSL. Each gives an empty text when the key has a
// length that the cipher does not know; what does not fill a block is dropped. Any thread.
std::string EncryptAesEcb(std::string_view data, std::string_view key);
std::string DecryptAesEcb(std::string_view data, std::string_view key);
std::string DecryptAesCbc(std::string_view data, std::string_view key, std::string_view start);

// RC4, which OpenSSL has only in a provider that it would have to load from a file.
class Rc4 {
 public:
  explicit Rc4(std::string_view key);
  std::string Apply(std::string_view data);

 private:
  std::uint8_t Next();
  std::array<std::uint8_t, 256> state_{};
  unsigned i_ = 0;
  unsigned j_ = 0;
};

enum class Hash { kMd5, kSha1, kSha256, kSha384, kSha512 };
std::string Digest(Hash hash, std::string_view data);

// A digest of what was added so far, which can go on being added to. Empty where OpenSSL fails.
class RunningDigest {
 public:
  explicit RunningDigest(Hash hash);
  ~RunningDigest();
  RunningDigest(const RunningDigest&) = delete;
  RunningDigest& operator=(const RunningDigest&) = delete;
  void Add(std::string_view data);
  [[nodiscard]] std::string SoFar() const;

 private:
  struct State;
  std::unique_ptr<State> state_;
};

// PBKDF2 with HMAC. Requires iterations > 0.
std::string Pbkdf2(Hash hash, std::string_view password, std::string_view salt, unsigned iterations,
                   std::size_t key_bytes);

// Lets OpenSSL load what it loads on first use: call it before the sandbox closes.
void WarmUpCiphers();

}  // namespace wenyuan::parse
