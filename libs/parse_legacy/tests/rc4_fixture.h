#pragma once

#include <string>
#include <string_view>

#include "byte_writer.h"
#include "wenyuan/parse_kit/ciphers.h"

namespace wenyuan::parse {

// Encrypts as Office 97 does: RC4 with a key of 40 bits from the password, another for each block.
class Rc4Fixture {
 public:
  explicit Rc4Fixture(std::string_view password) {
    const std::string salt = "0123456789abcdef";
    std::string many;
    for (int i = 0; i < 16; ++i) {
      many += Digest(Hash::kMd5, Utf8ToWide(password)).substr(0, 5) + salt;
    }
    base_ = Digest(Hash::kMd5, many).substr(0, 5);
    const std::string verifier = "sixteen letters!";
    Rc4 cipher(Key(0));
    header_ = ByteWriter().U16(1).U16(1).Raw(salt).Bytes() + cipher.Apply(verifier);
    header_ += cipher.Apply(Digest(Hash::kMd5, verifier));
  }

  [[nodiscard]] const std::string& Header() const { return header_; }
  // Byte by byte, so that it shares nothing with the reader.
  [[nodiscard]] std::string Encrypt(std::string_view data, std::size_t block) const {
    std::string out;
    for (std::size_t at = 0; at < data.size(); at += block) {
      out += Rc4(Key(at / block)).Apply(data.substr(at, block));
    }
    return out;
  }

 private:
  [[nodiscard]] std::string Key(std::size_t block) const {
    return Digest(Hash::kMd5, base_ + ByteWriter().U32(block).Bytes());
  }
  std::string base_;
  std::string header_;
};

}  // namespace wenyuan::parse
