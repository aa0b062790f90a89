#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace wenyuan::parse {

// The headers of RAR 5, as its makers describe them: a sum, a length, and numbers of seven bits a
// byte, the lowest first.
class Rar5Numbers {
 public:
  explicit Rar5Numbers(std::string_view bytes) : bytes_(bytes) {}
  // Not any more once something was asked for that is not there.
  [[nodiscard]] bool ok() const { return ok_; }
  [[nodiscard]] std::size_t at() const { return at_; }
  [[nodiscard]] std::size_t left() const { return bytes_.size() - at_; }

  std::uint64_t Number();
  std::string_view Take(std::uint64_t length);

 private:
  std::string_view bytes_;
  std::size_t at_ = 0;
  bool ok_ = true;
};

void PutRar5Number(std::string& out, std::uint64_t value);

struct Rar5Header {
  enum Kind : std::uint64_t { kMain = 1, kFile = 2, kEncryption = 4, kEnd = 5 };
  std::uint64_t kind = 0;
  std::uint64_t flags = 0;
  std::uint64_t data_bytes = 0;  // that follow it
  std::string fields;
  std::string extra;
};

// What follows the length. Nothing when it is damaged.
std::optional<Rar5Header> ReadRar5Header(std::string_view body);

// With sum and length, before so many bytes of data.
std::string WriteRar5Header(const Rar5Header& header, std::uint64_t data_bytes);

// How headers or a file are encrypted.
struct Rar5Secret {
  std::uint64_t version = 0;
  unsigned power = 0;  // of two: rounds of hashing
  bool sum_needs_key = false;
  std::string salt;
  std::string start;  // the first block's vector, for a file
  std::string check;  // of the password, where it is kept
};

inline constexpr std::size_t kRar5Block = 16;
inline constexpr std::size_t kRar5CheckBytes = 8;

Rar5Secret ReadRar5Secret(Rar5Numbers& in, std::size_t start_bytes);

}  // namespace wenyuan::parse
