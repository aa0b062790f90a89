#include "seven_zip_header.h"

#include <algorithm>
#include <bit>

#include "header_bytes.h"
#include "wenyuan/parse_kit/bytes.h"

namespace wenyuan::parse {
namespace {

using std::string_view_literals::operator""sv;

constexpr std::uint64_t kMost = 100'000;  // folders, streams
constexpr std::uint64_t kMostCoders = 32;

enum Mark : std::uint8_t {
  kEnd = 0,
  kPackInfo = 6,
  kUnpackInfo = 7,
  kSizes = 9,
  kSums = 10,
  kFolders = 11,
  kUnpackSizes = 12,
};

class Reader {
 public:
  explicit Reader(std::string_view bytes) : bytes_(bytes) {}

  [[nodiscard]] bool ok() const { return ok_; }
  [[nodiscard]] std::string_view Rest() const { return Bytes(bytes_).Sub(at_, bytes_.size()); }

  std::uint8_t Byte() {
    if (at_ >= bytes_.size()) ok_ = false;
    return ok_ ? static_cast<std::uint8_t>(bytes_[at_++]) : std::uint8_t{0};
  }
  bool Expect(std::uint8_t mark) {
    ok_ = ok_ && Byte() == mark;
    return ok_;
  }
  // The ones at the top of the first byte say how many follow, the lowest first.
  std::uint64_t Number() {
    const std::uint8_t first = Byte();
    const int more = std::countl_one(first);
    std::uint64_t value = 0;
    for (int i = 0; i < more; ++i) value |= std::uint64_t{Byte()} << (8 * i);
    const std::uint64_t top = first & (0xFFU >> (more + 1));
    return more < 8 ? value | top << (8 * more) : value;
  }
  std::uint64_t Count(std::uint64_t most) {
    const std::uint64_t count = Number();
    if (count > most) ok_ = false;
    return ok_ ? count : 0;
  }
  std::string Text(std::uint64_t length) {
    const Bytes all(bytes_);
    if (!ok_ || !all.Has(at_, length)) {
      ok_ = false;
      return {};
    }
    std::string text(all.Sub(at_, length));
    at_ += length;
    return text;
  }
  std::vector<bool> Flags(std::size_t count) {
    std::vector<bool> flags(count, true);
    if (Byte() != 0) return flags;
    std::uint8_t byte = 0;
    for (std::size_t i = 0; i < count; ++i) {
      if (i % 8 == 0) byte = Byte();
      flags[i] = (byte & (0x80U >> (i % 8))) != 0;
    }
    return flags;
  }
  std::vector<std::optional<std::uint32_t>> Sums(std::size_t count) {
    std::vector<std::optional<std::uint32_t>> sums(count);
    const std::vector<bool> flags = Flags(count);
    for (std::size_t i = 0; i < count && ok_; ++i) {
      if (flags[i]) sums[i] = Bytes(Text(4)).U32(0);
    }
    return sums;
  }

 private:
  std::string_view bytes_;
  std::size_t at_ = 0;
  bool ok_ = true;
};

SevenZipFolder ReadFolder(Reader& in) {
  SevenZipFolder folder;
  std::uint64_t inputs = 0;
  std::uint64_t outputs = 0;
  for (std::uint64_t left = in.Count(kMostCoders); left > 0 && in.ok(); --left) {
    SevenZipCoder& coder = folder.coders.emplace_back();
    const std::uint8_t flags = in.Byte();
    coder.id = in.Text(flags & 0x0FU);
    if ((flags & 0x10U) != 0) {
      coder.inputs = in.Count(kMostCoders);
      coder.outputs = in.Count(kMostCoders);
    }
    if ((flags & 0x20U) != 0) coder.properties = in.Text(in.Number());
    inputs += coder.inputs;
    outputs += coder.outputs;
  }
  if (outputs == 0 || inputs + 1 < outputs) return {};
  for (std::uint64_t i = 1; i < outputs && in.ok(); ++i) {
    const std::uint64_t input = in.Number();
    folder.bindings.emplace_back(input, in.Number());
  }
  const std::uint64_t packed = inputs - (outputs - 1);
  for (std::uint64_t i = 0; i < packed && packed > 1 && in.ok(); ++i) {
    folder.packed.push_back(in.Number());
  }
  for (std::uint64_t input = 0; input < inputs && packed == 1; ++input) {
    const bool bound = std::any_of(folder.bindings.begin(), folder.bindings.end(),
                                   [&](const auto& binding) { return binding.first == input; });
    if (!bound) folder.packed.push_back(input);
  }
  folder.sizes.resize(outputs);
  return folder;
}

void ReadPackInfo(Reader& in, SevenZipStreams& out) {
  out.begin = in.Number();
  const std::uint64_t count = in.Count(kMost);
  std::uint8_t mark = in.Byte();
  if (mark == kSizes) {
    for (std::uint64_t i = 0; i < count && in.ok(); ++i) out.sizes.push_back(in.Number());
    mark = in.Byte();
  }
  if (mark == kSums) {
    (void)in.Sums(count);
    mark = in.Byte();
  }
  if (mark != kEnd || out.sizes.size() != count) in.Expect(0xFF);
}

void ReadUnpackInfo(Reader& in, SevenZipStreams& out) {
  in.Expect(kFolders);
  const std::uint64_t count = in.Count(kMost);
  in.Expect(0);  // not in another stream
  for (std::uint64_t i = 0; i < count && in.ok(); ++i) out.folders.push_back(ReadFolder(in));
  in.Expect(kUnpackSizes);
  for (SevenZipFolder& folder : out.folders) {
    for (std::uint64_t& size : folder.sizes) size = in.Number();
  }
  std::uint8_t mark = in.Byte();
  if (mark == kSums) {
    const auto sums = in.Sums(out.folders.size());
    for (std::size_t i = 0; i < sums.size(); ++i) out.folders[i].sum = sums[i];
    mark = in.Byte();
  }
  if (mark != kEnd) in.Expect(0xFF);
}

void PutNumber(std::string& out, std::uint64_t value) {
  if (value < 0x80) {
    out += static_cast<char>(value);
    return;
  }
  out += '\xFF';
  for (int shift = 0; shift < 64; shift += 8) out += static_cast<char>(value >> shift);
}

void PutFolder(std::string& out, const SevenZipFolder& folder) {
  PutNumber(out, folder.coders.size());
  for (const SevenZipCoder& coder : folder.coders) {
    const bool complex = coder.inputs != 1 || coder.outputs != 1;
    out += static_cast<char>(coder.id.size() | (complex ? 0x10U : 0U) |
                             (coder.properties.empty() ? 0U : 0x20U));
    out += coder.id;
    if (complex) PutNumber(out, coder.inputs);
    if (complex) PutNumber(out, coder.outputs);
    if (!coder.properties.empty()) PutNumber(out, coder.properties.size());
    out += coder.properties;
  }
  for (const auto& [input, output] : folder.bindings) {
    PutNumber(out, input);
    PutNumber(out, output);
  }
  for (std::size_t i = 0; i < folder.packed.size() && folder.packed.size() > 1; ++i) {
    PutNumber(out, folder.packed[i]);
  }
}

}  // namespace

std::optional<SevenZipStreams> ReadSevenZipStreams(std::string_view bytes) {
  Reader in(bytes);
  SevenZipStreams out;
  if (in.Expect(kPackInfo)) ReadPackInfo(in, out);
  if (in.Expect(kUnpackInfo)) ReadUnpackInfo(in, out);
  if (!in.ok()) return std::nullopt;
  out.rest = in.Rest();
  return out;
}

std::string WriteSevenZipStreams(const SevenZipStreams& streams) {
  std::string out;
  out += static_cast<char>(kPackInfo);
  PutNumber(out, 0);
  PutNumber(out, streams.sizes.size());
  out += static_cast<char>(kSizes);
  for (const std::uint64_t size : streams.sizes) PutNumber(out, size);
  out += static_cast<char>(kEnd);
  out += static_cast<char>(kUnpackInfo);
  out += static_cast<char>(kFolders);
  PutNumber(out, streams.folders.size());
  out += '\0';
  for (const SevenZipFolder& folder : streams.folders) PutFolder(out, folder);
  out += static_cast<char>(kUnpackSizes);
  for (const SevenZipFolder& folder : streams.folders) {
    for (const std::uint64_t size : folder.sizes) PutNumber(out, size);
  }
  const auto has_sum = [](const SevenZipFolder& folder) { return folder.sum.has_value(); };
  if (std::any_of(streams.folders.begin(), streams.folders.end(), has_sum)) {
    out += static_cast<char>(kSums);
    out += '\0';
    unsigned byte = 0;
    for (std::size_t i = 0; i < streams.folders.size(); ++i) {
      byte |= has_sum(streams.folders[i]) ? 0x80U >> (i % 8) : 0U;
      if (i % 8 != 7 && i + 1 != streams.folders.size()) continue;
      out += static_cast<char>(byte);
      byte = 0;
    }
    for (const SevenZipFolder& folder : streams.folders) {
      if (folder.sum) PutLittle(out, *folder.sum, 4);
    }
  }
  out += static_cast<char>(kEnd);
  return out.append(streams.rest);
}

std::string WriteSevenZip(std::string_view packed, std::string_view header) {
  std::string start;
  PutLittle(start, packed.size(), 8);
  PutLittle(start, header.size(), 8);
  PutLittle(start, Crc32(header), 4);
  std::string archive("7z\xBC\xAF\x27\x1C\0\4"sv);
  PutLittle(archive, Crc32(start), 4);
  return archive.append(start).append(packed).append(header);
}

std::string_view SevenZipHeader(std::string_view archive) {
  const Bytes bytes(archive);
  if (!archive.starts_with("7z\xBC\xAF\x27\x1C")) return {};
  const std::uint64_t at = bytes.U64(12);
  const std::uint64_t size = bytes.U64(20);
  if (at > archive.size() || !bytes.Has(kSevenZipStart + at, size)) return {};
  return bytes.Sub(kSevenZipStart + at, size);
}

}  // namespace wenyuan::parse
