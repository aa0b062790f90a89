#pragma once

#include <array>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

namespace wenyuan::crypto {

using Sha256Digest = std::array<std::uint8_t, 32>;

Sha256Digest Sha256(std::string_view bytes);

// The digest of bytes that come in pieces. One thread.
class Sha256Stream {
 public:
  Sha256Stream();
  Sha256Stream(const Sha256Stream&) = delete;
  Sha256Stream& operator=(const Sha256Stream&) = delete;
  ~Sha256Stream();
  void Append(std::string_view bytes);
  Sha256Digest Finish();

 private:
  struct State;
  std::unique_ptr<State> state_;
};

// Lower-case hexadecimal.
std::string Hex(std::string_view bytes);
std::string Hex(const Sha256Digest& digest);

// Bytes from the system's generator; never fails (the program ends if there is no entropy).
std::string RandomBytes(std::size_t count);

// `bytes` random bytes in base32 (lower case, no padding): identifiers and one-time secrets.
std::string RandomId(std::size_t bytes);

// Overwrites a secret before its memory is given back, and empties it.
void Wipe(std::string& secret);

// Compares in a time that does not depend on where they differ.
bool EqualSecrets(std::string_view left, std::string_view right);

}  // namespace wenyuan::crypto
