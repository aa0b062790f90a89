#include "wenyuan/crypto/password.h"

#include <argon2.h>

#include "wenyuan/crypto/hash.h"

namespace wenyuan::crypto {
namespace {

// OWASP's first choice for argon2id: 19 MiB, two passes, one lane.
constexpr std::uint32_t kMemoryKiB = 19 * 1024;
constexpr std::uint32_t kPasses = 2;
constexpr std::uint32_t kLanes = 1;
constexpr std::size_t kSaltBytes = 16;
constexpr std::size_t kHashBytes = 32;
constexpr std::size_t kLongestPassword = 4096;  // nobody types more; it bounds what we hash

bool Matches(std::string_view password, const std::string& hash) {
  return argon2id_verify(hash.c_str(), password.data(), password.size()) == ARGON2_OK;
}

}  // namespace

Result<std::string> HashPassword(std::string_view password) {
  if (password.size() > kLongestPassword) {
    return Error{ErrorCode::kInvalidArgument, "the password is longer than 4096 bytes; use less",
                 "密码超过 4096 字节，请缩短"};
  }
  const std::string salt = RandomBytes(kSaltBytes);
  std::string encoded(
      argon2_encodedlen(kPasses, kMemoryKiB, kLanes, kSaltBytes, kHashBytes, Argon2_id), '\0');
  const int code =
      argon2id_hash_encoded(kPasses, kMemoryKiB, kLanes, password.data(), password.size(),
                            salt.data(), salt.size(), kHashBytes, encoded.data(), encoded.size());
  if (code != ARGON2_OK) {
    return Error{ErrorCode::kResourceExhausted,
                 std::string("cannot hash a password: ") + argon2_error_message(code)};
  }
  encoded.resize(encoded.find('\0'));
  return encoded;
}

bool VerifyPassword(std::string_view password, std::string_view hash) {
  // A hash to compare with where there is none, so that the same work is done.
  static const std::string kNobody = HashPassword(RandomBytes(32)).value_or("");
  if (password.size() <= kLongestPassword && hash.starts_with("$argon2id$")) {
    return Matches(password, std::string(hash));
  }
  Matches("", kNobody);
  return false;
}

}  // namespace wenyuan::crypto
