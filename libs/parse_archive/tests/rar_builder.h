#pragma once

#include <algorithm>
#include <string>
#include <string_view>

#include "header_bytes.h"
#include "rar4_keys.h"
#include "rar5_headers.h"
#include "wenyuan/parse_kit/ciphers.h"

namespace wenyuan::parse::testing {

// Archives of one file that is not packed, as RAR writes them with a password.
enum class RarSecret { kNothing, kContents, kHeaders };

inline std::string Little(std::uint64_t value, int bytes) {
  std::string out;
  PutLittle(out, value, bytes);
  return out;
}

inline std::string EncryptCbc(std::string data, std::string_view key, std::string_view start) {
  data.resize((data.size() + 15) / 16 * 16, '\0');
  std::string out;
  std::string before(start);
  for (std::size_t at = 0; at < data.size(); at += 16) {
    std::string block = data.substr(at, 16);
    for (std::size_t i = 0; i < 16; ++i) block[i] = static_cast<char>(block[i] ^ before[i]);
    before = EncryptAesEcb(block, key);
    out += before;
  }
  return out;
}

class Rar5Builder {
 public:
  Rar5Builder(std::string password, RarSecret secret)
      : key_(Pbkdf2(Hash::kSha256, password, salt_, 1U << kPower, 32)), secret_(secret) {
    const std::string all = Pbkdf2(Hash::kSha256, password, salt_, (1U << kPower) + 32, 32);
    check_.assign(8, '\0');
    for (std::size_t i = 0; i < 32; ++i) check_[i % 8] = static_cast<char>(check_[i % 8] ^ all[i]);
  }

  std::uint64_t archive_flags = 0;
  unsigned method = 0;  // 0: the content is not packed
  bool with_check = true;
  bool sum_needs_key = false;  // and is another number then

  [[nodiscard]] std::string Build(const std::string& name, const std::string& content) const {
    std::string archive("Rar!\x1A\x07\x01\0", 8);
    if (secret_ == RarSecret::kHeaders) archive += WriteRar5Header({4, 0, 0, Secret(""), ""}, 0);
    archive += Shown(WriteRar5Header({1, 0, 0, Numbers({archive_flags}), ""}, 0));
    const bool encrypted = secret_ != RarSecret::kNothing;
    const std::string packed = encrypted ? EncryptCbc(content, key_, start_) : content;
    std::string extra;
    if (encrypted) {
      const std::string record = "\1" + Secret(start_);
      extra = Numbers({record.size()}) + record;
    }
    std::string fields = Numbers({4, content.size(), 0x20});
    PutLittle(fields, sum_needs_key ? 0x12345678 : Crc32(content), 4);
    fields += Numbers({method << 7U, 0, name.size()}) + name;  // on Windows
    archive += Shown(WriteRar5Header({2, 0, 0, fields, extra}, packed.size())) + packed;
    return archive + Shown(WriteRar5Header({5, 0, 0, Numbers({0}), ""}, 0));
  }

 private:
  static constexpr unsigned kPower = 6;

  static std::string Numbers(std::initializer_list<std::uint64_t> numbers) {
    std::string out;
    for (const std::uint64_t one : numbers) PutRar5Number(out, one);
    return out;
  }
  // Version, flags, rounds, salt, start of a file, check with a sum of its own.
  [[nodiscard]] std::string Secret(const std::string& start) const {
    std::string out = Numbers({0, (with_check ? 1U : 0U) | (sum_needs_key ? 2U : 0U)});
    out += static_cast<char>(kPower);
    out += salt_ + start;
    if (with_check) out += check_ + Digest(Hash::kSha256, check_).substr(0, 4);
    return out;
  }
  [[nodiscard]] std::string Shown(const std::string& header) const {
    return secret_ == RarSecret::kHeaders ? start_ + EncryptCbc(header, key_, start_) : header;
  }

  std::string salt_ = "0123456789abcdef";
  std::string start_ = "a vector of aes.";
  std::string key_;
  std::string check_;
  RarSecret secret_;
};

class Rar4Builder {
 public:
  Rar4Builder(const std::string& password, RarSecret secret)
      : key_(*Rar4Keys(password).Find(kSalt)), secret_(secret) {}

  unsigned main_flags = 0;
  char version = 29;

  [[nodiscard]] std::string Build(const std::string& name, const std::string& content) const {
    std::string archive("Rar!\x1A\x07\0", 7);
    const unsigned hidden = secret_ == RarSecret::kHeaders ? 0x80U : 0U;
    archive += Summed("\x73" + Little(main_flags | hidden, 2) + Little(13, 2) + Little(0, 6));
    const bool encrypted = secret_ != RarSecret::kNothing;
    const std::string packed = encrypted ? EncryptCbc(content, key_.key, key_.start) : content;
    std::string file = "\x74" + Little(encrypted ? 0x8404 : 0x8000, 2) +
                       Little(32 + name.size() + (encrypted ? 8 : 0), 2) +
                       Little(packed.size(), 4) + Little(content.size(), 4) + "\2" +
                       Little(Crc32(content), 4) + Little(0x21, 4) + version + "\x30" +
                       Little(name.size(), 2) + Little(0x20, 4) + name;
    if (encrypted) file += kSalt;
    archive += Shown(Summed(file)) + packed;
    return archive + Shown(Summed("\x7B" + Little(0x4000, 2) + Little(7, 2)));
  }

 private:
  static constexpr const char* kSalt = "saltsalt";

  static std::string Summed(const std::string& body) {
    return Little(Crc32(body) & 0xFFFFU, 2) + body;
  }
  [[nodiscard]] std::string Shown(const std::string& header) const {
    if (secret_ != RarSecret::kHeaders) return header;
    return kSalt + EncryptCbc(header, key_.key, key_.start);
  }

  Rar4Keys::Key key_;
  RarSecret secret_;
};

}  // namespace wenyuan::parse::testing
