#include "open_rar5.h"

#include <algorithm>
#include <cstdint>
#include <map>
#include <tuple>
#include <utility>

#include "ask_for_password.h"
#include "header_bytes.h"
#include "rar5_headers.h"
#include "wenyuan/parse_kit/bytes.h"
#include "wenyuan/parse_kit/ciphers.h"
#include "wenyuan/parse_kit/errors.h"

namespace wenyuan::parse {
namespace {

using std::string_view_literals::operator""sv;

constexpr std::string_view kSignature = "Rar!\x1A\x07\x01\0"sv;
constexpr std::size_t kLargestHeader = std::size_t{2} << 20U;
constexpr unsigned kMostPower = 24;
constexpr std::uint64_t kMostRounds = std::uint64_t{1} << kMostPower;  // of all keys together
constexpr unsigned kCheckRounds = 32;                                  // further than the key
constexpr std::size_t kKeyBytes = 32;

constexpr std::uint64_t kHasTime = 2;
constexpr std::uint64_t kHasSum = 4;
constexpr std::uint64_t kExtraEncryption = 1;
constexpr std::uint64_t kExtraHash = 2;

// Where packed data ends: behind its last block. Nothing when it is no chain of blocks.
std::optional<std::size_t> PackedEnd(std::string_view data) {
  constexpr unsigned kLast = 0x40;
  const Bytes bytes(data);
  std::size_t at = 0;
  while (bytes.Has(at, 3)) {
    const unsigned flags = bytes.U8(at);
    const unsigned size_bytes = (flags >> 3U & 3U) + 1;
    unsigned sum = 0x5A ^ flags;
    std::size_t size = 0;
    for (unsigned i = 0; i < size_bytes; ++i) {
      sum ^= bytes.U8(at + 2 + i);
      size |= std::size_t{bytes.U8(at + 2 + i)} << (8 * i);
    }
    at += 2 + size_bytes + size;
    if (sum != bytes.U8(at - size - size_bytes - 1) || at > data.size()) return {};
    if ((flags & kLast) != 0) return at;
  }
  return {};
}

class Opener {
 public:
  Opener(std::string_view archive, std::string_view password)
      : archive_(archive), password_(password) {}

  Result<std::optional<std::string>> Run() {
    if (!archive_.starts_with(kSignature)) return std::optional<std::string>();
    at_ = kSignature.size();
    while (at_ < archive_.size()) {
      begin_ = at_;
      const auto header = Next();
      if (!header && header_key_ && !opened_) return WrongPassword("rar", password_);
      if (!header) {  // damaged: the library shall see that
        Put(archive_.substr(begin_));
        break;
      }
      opened_ = header_key_.has_value();
      WY_CHECK(Copy(*header));
      if (header->kind == Rar5Header::kEnd) break;
    }
    if (!encrypted_) return std::optional<std::string>();
    return std::optional(std::move(out_));
  }

 private:
  // Before something encrypted was met, there is nothing to write anew.
  void Put(std::string_view bytes) {
    if (encrypted_) out_ += bytes;
  }

  // Nothing where it is damaged; a wrong password looks the same.
  std::optional<Rar5Header> Next() {
    std::string plain;
    const std::string_view rest = archive_.substr(at_, kLargestHeader);
    std::string_view bytes = rest;
    if (header_key_) {
      const std::string_view packed = rest.substr(std::min(kRar5Block, rest.size()));
      const std::string_view start = rest.substr(0, kRar5Block);
      plain = DecryptAesCbc(packed.substr(0, kRar5Block), *header_key_, start);
      Rar5Numbers in(Bytes(plain).Sub(4, kRar5Block));
      const std::uint64_t size = in.Number();
      if (!in.ok() || size > kLargestHeader) return {};
      const std::size_t whole = (4 + in.at() + size + kRar5Block - 1) / kRar5Block * kRar5Block;
      plain = DecryptAesCbc(packed.substr(0, whole), *header_key_, start);
      if (plain.size() < whole) return {};
      at_ += kRar5Block + whole;
      bytes = plain;
    }
    Rar5Numbers in(Bytes(bytes).Sub(4, bytes.size()));
    const std::uint64_t size = in.Number();
    const std::size_t sized = in.at();
    const std::string_view body = in.Take(size);
    if (!in.ok() || Crc32(bytes.substr(4, sized + size)) != Bytes(bytes).U32(0)) return {};
    if (!header_key_) at_ += 4 + sized + size;
    return ReadRar5Header(body);
  }

  Result<void> Copy(const Rar5Header& header) {
    const std::string_view data = Bytes(archive_).Sub(at_, header.data_bytes);
    at_ += data.size();
    switch (header.kind) {
      case Rar5Header::kEncryption:
        return OpenHeaders(header);
      case Rar5Header::kFile:
        return CopyFile(header, data);
      case Rar5Header::kMain: {
        Rar5Header plain = header;
        plain.extra.clear();  // where other headers stood
        Put(WriteRar5Header(plain, 0));
        return {};
      }
      case Rar5Header::kEnd:
        Put(WriteRar5Header(header, 0));
        return {};
      default:  // what programs note for themselves
        return {};
    }
  }

  Result<void> OpenHeaders(const Rar5Header& header) {
    Rar5Numbers in(header.fields);
    const Rar5Secret secret = ReadRar5Secret(in, 0);
    if (!in.ok()) return {};
    WY_TRY(header_key_, KeyOf(secret));
    return {};
  }

  Result<void> CopyFile(Rar5Header header, std::string_view data) {
    std::string extra;
    std::optional<Rar5Secret> secret;
    bool sum_needs_key = false;
    std::string hash;
    for (Rar5Numbers in(header.extra); in.left() > 0;) {
      const std::size_t begin = in.at();
      const std::uint64_t size = in.Number();
      Rar5Numbers record(in.Take(size));
      if (!in.ok()) break;
      const std::string whole = header.extra.substr(begin, in.at() - begin);
      const std::uint64_t kind = record.Number();
      if (kind == kExtraEncryption) {
        secret = ReadRar5Secret(record, kRar5Block);
        sum_needs_key = secret->sum_needs_key;
      } else {
        (kind == kExtraHash ? hash : extra) += whole;
      }
    }
    if (!secret) {
      Put(WriteRar5Header(header, data.size()));
      Put(data);
      return {};
    }
    WY_TRY(const std::string key, KeyOf(*secret));
    std::string plain = DecryptAesCbc(data, key, secret->start);
    header.extra = sum_needs_key ? extra : extra + hash;
    WY_CHECK(WithoutPadding(header, plain, sum_needs_key));
    Put(WriteRar5Header(header, plain.size()));
    Put(plain);
    return {};
  }

  // The library takes what fills the last block of the cipher for more of the file, and a sum that
  // needs the key for a wrong one.
  [[nodiscard]] Result<void> WithoutPadding(Rar5Header& header, std::string& plain,
                                            bool without_sum) const {
    Rar5Numbers in(header.fields);
    const std::uint64_t flags = in.Number();
    const std::size_t flags_end = in.at();
    const std::uint64_t size = in.Number();
    in.Number();  // attributes
    if ((flags & kHasTime) != 0) in.Take(4);
    const std::size_t sum_at = in.at();
    const std::string_view sum = in.Take((flags & kHasSum) != 0 ? 4 : 0);
    const std::size_t sum_end = in.at();
    const std::uint64_t method = in.Number() >> 7U & 7U;
    if (!in.ok()) return {};
    const std::optional<std::size_t> end = method == 0 ? size : PackedEnd(plain);
    if (end && *end < plain.size()) plain.resize(*end);
    if (!without_sum) {
      // The library does not look at the sum of what is not packed.
      const bool wrong = method == 0 && !sum.empty() && Crc32(plain) != Bytes(sum).U32(0);
      if (wrong) return WrongPassword("rar", password_);
      return {};
    }
    std::string fields;
    PutRar5Number(fields, flags & ~std::uint64_t{kHasSum});
    fields += header.fields.substr(flags_end, sum_at - flags_end) + header.fields.substr(sum_end);
    header.fields = std::move(fields);
    return {};
  }

  Result<std::string> KeyOf(const Rar5Secret& secret) {
    if (!encrypted_) out_ = archive_.substr(0, begin_);
    encrypted_ = true;
    if (password_.empty()) return WrongPassword("rar", password_);
    const auto [found, is_new] = keys_.try_emplace({secret.power, secret.salt, secret.check});
    if (!is_new) return found->second;
    const unsigned rounds = 1U << std::min(secret.power, kMostPower);
    rounds_ += rounds;
    if (secret.version != 0 || secret.power > kMostPower || rounds_ > kMostRounds) {
      return UnsupportedFile("rar", {"it is encrypted in a way that we do not know; unpack it and "
                                     "import the files",
                                     "文件的加密方式暂不支持，请解开后再导入"});
    }
    if (!secret.check.empty()) {
      const std::string all =
          Pbkdf2(Hash::kSha256, password_, secret.salt, rounds + kCheckRounds, kKeyBytes);
      std::string folded(kRar5CheckBytes, '\0');
      for (std::size_t i = 0; i < all.size(); ++i) {
        folded[i % kRar5CheckBytes] = static_cast<char>(folded[i % kRar5CheckBytes] ^ all[i]);
      }
      if (folded != secret.check) return WrongPassword("rar", password_);
    }
    found->second = Pbkdf2(Hash::kSha256, password_, secret.salt, rounds, kKeyBytes);
    return found->second;
  }

  std::string_view archive_;
  std::string_view password_;
  std::size_t begin_ = 0;  // of the header that is read
  std::size_t at_ = 0;
  std::string out_;
  bool encrypted_ = false;
  std::optional<std::string> header_key_;
  bool opened_ = false;  // with that key
  std::map<std::tuple<unsigned, std::string, std::string>, std::string> keys_;
  std::uint64_t rounds_ = 0;
};

}  // namespace

Result<std::optional<std::string>> OpenRar5(std::string_view archive, std::string_view password) {
  return Opener(archive, password).Run();
}

}  // namespace wenyuan::parse
