#pragma once

#include <map>
#include <string>
#include <string_view>

namespace wenyuan::parse {

// What RAR 3 and 4 make of a password and a salt: AES-128, the first block's vector with the key.
class Rar4Keys {
 public:
  struct Key {
    std::string key;
    std::string start;
  };

  explicit Rar4Keys(std::string_view password);

  // RAR's own hashing goes wrong for longer passwords, in a way that we do not repeat.
  [[nodiscard]] bool IsTooLong() const;

  // Kept by salt. Nullptr after more salts than an archive has.
  const Key* Find(const std::string& salt);

 private:
  std::string password_;
  std::map<std::string, Key> keys_;
};

}  // namespace wenyuan::parse
