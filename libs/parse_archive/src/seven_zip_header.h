#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace wenyuan::parse {

// How 7z says what its packed streams are: each folder of coders turns some of them into one.
struct SevenZipCoder {
  std::string id;
  std::uint64_t inputs = 1;
  std::uint64_t outputs = 1;
  std::string properties;
  [[nodiscard]] bool IsAes() const { return id == "\x06\xF1\x07\x01"; }
};

struct SevenZipFolder {
  std::vector<SevenZipCoder> coders;
  std::vector<std::pair<std::uint64_t, std::uint64_t>> bindings;  // of an input to an output
  std::vector<std::uint64_t> packed;                              // inputs that packed streams are
  std::vector<std::uint64_t> sizes;                               // of the outputs
  std::optional<std::uint32_t> sum;                               // CRC-32 of what comes out
};

struct SevenZipStreams {
  std::uint64_t begin = 0;           // behind the signature's header
  std::vector<std::uint64_t> sizes;  // of the packed streams, one behind the other
  std::vector<SevenZipFolder> folders;
  std::string_view rest;  // what follows, as it is
};

// Nothing for what is damaged or has more than an archive needs. `bytes` start behind the number
// that announces streams.
std::optional<SevenZipStreams> ReadSevenZipStreams(std::string_view bytes);

// The same as bytes, with packed streams that start right behind the signature's header.
std::string WriteSevenZipStreams(const SevenZipStreams& streams);

// A whole archive.
std::string WriteSevenZip(std::string_view packed, std::string_view header);

// Where the header of an archive is: it starts with 1, or with 23 when it is packed itself. Empty
// when there is none.
std::string_view SevenZipHeader(std::string_view archive);

inline constexpr std::size_t kSevenZipStart = 32;  // bytes of the signature's header

}  // namespace wenyuan::parse
