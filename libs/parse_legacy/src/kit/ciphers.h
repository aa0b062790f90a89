#pragma once

#include <string>
#include <string_view>

namespace wenyuan::parse {

// The ciphers that old office formats use, by OpenSSL. Each gives an empty text when the key has a
// length that the cipher does not know; what does not fill a block is dropped. Any thread.
std::string DecryptAesEcb(std::string_view data, std::string_view key);
std::string DecryptAesCbc(std::string_view data, std::string_view key, std::string_view start);

enum class Hash { kMd5, kSha1, kSha256, kSha384, kSha512 };
std::string Digest(Hash hash, std::string_view data);

// Lets OpenSSL load what it loads on first use: call it before the sandbox closes.
void WarmUpCiphers();

}  // namespace wenyuan::parse
