#include "rar5_headers.h"

#include "header_bytes.h"
#include "wenyuan/parse_kit/bytes.h"

namespace wenyuan::parse {
namespace {

constexpr std::size_t kSaltBytes = 16;
constexpr std::uint64_t kHasExtra = 1;
constexpr std::uint64_t kHasData = 2;
constexpr std::uint64_t kHasCheck = 1;
constexpr std::uint64_t kSumNeedsKey = 2;

}  // namespace

std::uint64_t Rar5Numbers::Number() {
  std::uint64_t value = 0;
  for (unsigned shift = 0; shift < 64 && left() > 0; shift += 7) {
    const auto byte = static_cast<unsigned char>(bytes_[at_++]);
    value |= std::uint64_t{byte & 0x7FU} << shift;
    if (byte < 0x80) return value;
  }
  ok_ = false;
  return 0;
}

std::string_view Rar5Numbers::Take(std::uint64_t length) {
  if (length > left()) ok_ = false;
  if (!ok_) return {};
  at_ += length;
  return bytes_.substr(at_ - length, length);
}

void PutRar5Number(std::string& out, std::uint64_t value) {
  for (; value >= 0x80; value >>= 7U) out += static_cast<char>(0x80U | (value & 0x7FU));
  out += static_cast<char>(value);
}

std::optional<Rar5Header> ReadRar5Header(std::string_view body) {
  Rar5Numbers in(body);
  Rar5Header header;
  header.kind = in.Number();
  header.flags = in.Number();
  const std::uint64_t extra = (header.flags & kHasExtra) != 0 ? in.Number() : 0;
  if ((header.flags & kHasData) != 0) header.data_bytes = in.Number();
  if (!in.ok() || extra > in.left()) return {};
  header.fields = in.Take(in.left() - extra);
  header.extra = in.Take(extra);
  return header;
}

std::string WriteRar5Header(const Rar5Header& header, std::uint64_t data_bytes) {
  std::uint64_t flags = header.flags & ~(kHasExtra | kHasData);
  if (!header.extra.empty()) flags |= kHasExtra;
  if (data_bytes > 0) flags |= kHasData;
  std::string body;
  PutRar5Number(body, header.kind);
  PutRar5Number(body, flags);
  if (!header.extra.empty()) PutRar5Number(body, header.extra.size());
  if (data_bytes > 0) PutRar5Number(body, data_bytes);
  body += header.fields + header.extra;
  std::string sized;
  PutRar5Number(sized, body.size());
  sized += body;
  std::string out;
  PutLittle(out, Crc32(sized), 4);
  return out + sized;
}

Rar5Secret ReadRar5Secret(Rar5Numbers& in, std::size_t start_bytes) {
  Rar5Secret secret;
  secret.version = in.Number();
  const std::uint64_t flags = in.Number();
  secret.sum_needs_key = (flags & kSumNeedsKey) != 0;
  secret.power = Bytes(in.Take(1)).U8(0);
  secret.salt = in.Take(kSaltBytes);
  secret.start = in.Take(start_bytes);
  if ((flags & kHasCheck) != 0) secret.check = in.Take(kRar5CheckBytes);
  return secret;
}

}  // namespace wenyuan::parse
