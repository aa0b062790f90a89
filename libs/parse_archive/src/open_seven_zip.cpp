#include "open_seven_zip.h"

#include <algorithm>
#include <map>
#include <memory>
#include <utility>
#include <vector>

#include "archive_reader.h"
#include "ask_for_password.h"
#include "seven_zip_header.h"
#include "wenyuan/parse_kit/bytes.h"
#include "wenyuan/parse_kit/ciphers.h"
#include "wenyuan/parse_kit/wide_text.h"

namespace wenyuan::parse {
namespace {

using std::string_view_literals::operator""sv;

constexpr int kMostHeaders = 4;  // packed in each other
constexpr std::size_t kLargestHeader = std::size_t{64} << 20U;
constexpr std::size_t kMostHashed = std::size_t{256} << 20U;
constexpr std::size_t kMostKeys = 64;
constexpr std::size_t kKeyBytes = 32;
constexpr std::size_t kVectorBytes = 16;
constexpr unsigned kPlainKey = 0x3F;

// The bytes that a number of hash rounds and a salt make of a password, kept by both.
class Keys {
 public:
  explicit Keys(std::string_view password) : password_(Utf8ToWide(password)) {}

  // Empty when no program would ask for so many rounds, or so many keys.
  std::string Find(unsigned power, const std::string& salt) {
    if (keys_.size() >= kMostKeys) return {};
    const auto [found, is_new] = keys_.try_emplace({power, salt});
    if (is_new) found->second = Make(power, salt);
    return found->second;
  }

 private:
  [[nodiscard]] std::string Make(unsigned power, const std::string& salt) const {
    if (power == kPlainKey) {
      std::string key = salt + password_;
      key.resize(kKeyBytes, '\0');
      return key;
    }
    const std::size_t round = salt.size() + password_.size() + 8;
    if (power > 24 || round > kMostHashed >> power) return {};
    std::string all;
    all.reserve(round << power);
    for (std::uint64_t i = 0; i < std::uint64_t{1} << power; ++i) {
      all += salt;
      all += password_;
      for (int shift = 0; shift < 64; shift += 8) all += static_cast<char>(i >> shift);
    }
    return Digest(Hash::kSha256, all);
  }

  std::string password_;
  std::map<std::pair<unsigned, std::string>, std::string> keys_;
};

std::string Decrypt(std::string_view packed, std::string_view properties, std::uint64_t size,
                    Keys& keys) {
  const Bytes bytes(properties);
  const unsigned first = bytes.U8(0);
  const unsigned second = bytes.U8(1);
  const std::size_t salt_bytes = (first >> 7U) + (second >> 4U);
  const std::size_t vector_bytes = ((first >> 6U) & 1U) + (second & 0x0FU);
  const std::string salt(bytes.Sub(2, salt_bytes));
  std::string vector(bytes.Sub(2 + salt_bytes, vector_bytes));
  vector.resize(kVectorBytes, '\0');
  const std::string key = keys.Find(first & 0x3FU, salt);
  if (key.empty()) return {};
  std::string plain = DecryptAesCbc(packed, key, vector);
  plain.resize(static_cast<std::size_t>(std::min<std::uint64_t>(size, plain.size())));
  return plain;
}

// Takes one AES coder out of a folder and gives what its packed stream was; nothing when there is
// none, or when what it reads is not packed.
struct Removed {
  std::size_t stream = 0;  // among the folder's packed ones
  std::string properties;
  std::uint64_t size = 0;
};

std::optional<Removed> RemoveAes(SevenZipFolder& folder) {
  std::uint64_t input = 0;
  std::uint64_t output = 0;
  auto coder = folder.coders.begin();
  for (; coder != folder.coders.end() && !coder->IsAes(); ++coder) {
    input += coder->inputs;
    output += coder->outputs;
  }
  if (coder == folder.coders.end() || coder->inputs != 1 || coder->outputs != 1) return {};
  const auto stream = std::find(folder.packed.begin(), folder.packed.end(), input);
  if (stream == folder.packed.end() || output >= folder.sizes.size()) return {};
  Removed removed = {static_cast<std::size_t>(stream - folder.packed.begin()), coder->properties,
                     folder.sizes[output]};
  const auto bound = std::find_if(folder.bindings.begin(), folder.bindings.end(),
                                  [&](const auto& one) { return one.second == output; });
  if (bound == folder.bindings.end()) {  // it does nothing but decrypt
    *coder = {std::string(1, '\0'), 1, 1, {}};
    return removed;
  }
  *stream = bound->first;
  folder.bindings.erase(bound);
  folder.coders.erase(coder);
  folder.sizes.erase(folder.sizes.begin() + static_cast<std::ptrdiff_t>(output));
  for (std::uint64_t& packed : folder.packed) packed -= packed > input ? 1 : 0;
  for (auto& [in, out] : folder.bindings) {
    in -= in > input ? 1 : 0;
    out -= out > output ? 1 : 0;
  }
  return removed;
}

// The packed streams of the archive, those that were encrypted without that; nothing when a stream
// lies outside of the archive.
std::optional<std::string> DecryptStreams(std::string_view archive, SevenZipStreams& streams,
                                          Keys& keys) {
  std::vector<std::string> packed;
  std::uint64_t at = kSevenZipStart + streams.begin;
  for (const std::uint64_t size : streams.sizes) {
    if (at > archive.size() || size > archive.size() - at) return std::nullopt;
    packed.emplace_back(archive.substr(at, size));
    at += size;
  }
  std::size_t first = 0;
  for (SevenZipFolder& folder : streams.folders) {
    while (const auto removed = RemoveAes(folder)) {
      if (first + removed->stream >= packed.size()) return std::nullopt;
      std::string& stream = packed[first + removed->stream];
      stream = Decrypt(stream, removed->properties, removed->size, keys);
    }
    first += folder.packed.size();
  }
  std::string all;
  for (std::size_t i = 0; i < packed.size(); ++i) {
    streams.sizes[i] = packed[i].size();
    all += packed[i];
  }
  return all;
}

bool IsEncrypted(const SevenZipStreams& streams) {
  return std::any_of(streams.folders.begin(), streams.folders.end(),
                     [](const SevenZipFolder& folder) {
                       return std::any_of(folder.coders.begin(), folder.coders.end(),
                                          [](const SevenZipCoder& coder) { return coder.IsAes(); });
                     });
}

// What the streams hold, which are those of a packed header.
std::string Unpack(const std::string& packed, const SevenZipStreams& streams) {
  SevenZipStreams whole = streams;
  whole.rest = "\x08\0\0"sv;  // a stream a folder
  // One file, called "h".
  const std::string header =
      "\1\4" + WriteSevenZipStreams(whole) + std::string("\5\1\x11\5\0h\0\0\0\0\0"sv);
  const std::string archive = WriteSevenZip(packed, header);
  auto reader = ArchiveReader::Open(archive, {});
  if (!reader) return {};
  const auto entry = (*reader)->Next();
  if (!entry || !*entry) return {};
  return (*reader)->Read().value_or("");
}

}  // namespace

Result<std::optional<std::string>> OpenSevenZip(std::string_view archive,
                                                std::string_view password) {
  const std::optional<std::string> none;
  std::string header(SevenZipHeader(archive));
  Keys keys(password);
  bool encrypted = false;
  for (int depth = 0; header.starts_with('\x17') && depth < kMostHeaders; ++depth) {
    auto streams = ReadSevenZipStreams(std::string_view(header).substr(1));
    if (!streams || streams->folders.size() != 1 || streams->folders[0].sizes.empty() ||
        streams->folders[0].sizes[0] > kLargestHeader) {
      return none;
    }
    encrypted = encrypted || IsEncrypted(*streams);
    if (encrypted && password.empty()) return WrongPassword("7z", password);
    const auto packed = DecryptStreams(archive, *streams, keys);
    if (!packed) return none;
    std::string inner = Unpack(*packed, *streams);
    if (inner.empty() && encrypted) return WrongPassword("7z", password);
    header = std::move(inner);
  }
  if (!header.starts_with("\1\4")) {
    if (encrypted) return WrongPassword("7z", password);
    return none;
  }
  auto streams = ReadSevenZipStreams(std::string_view(header).substr(2));
  if (!streams) return none;
  encrypted = encrypted || IsEncrypted(*streams);
  if (!encrypted) return none;
  if (password.empty()) return WrongPassword("7z", password);
  const auto packed = DecryptStreams(archive, *streams, keys);
  if (!packed) return none;
  return std::optional(WriteSevenZip(*packed, "\1\4" + WriteSevenZipStreams(*streams)));
}

}  // namespace wenyuan::parse
