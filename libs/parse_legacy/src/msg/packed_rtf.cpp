#include "msg/packed_rtf.h"

#include <algorithm>
#include <array>

#include "wenyuan/parse_kit/bytes.h"

namespace wenyuan::parse {
namespace {

constexpr std::uint32_t kPacked = 0x75465A4C;  // "LZFu"
constexpr std::uint32_t kPlain = 0x414C454D;   // "MELA"
constexpr std::size_t kHeadBytes = 16;
constexpr std::size_t kWindow = 4096;

// What the window holds before the first byte.
constexpr std::string_view kStart =
    "{\\rtf1\\ansi\\mac\\deff0\\deftab720{\\fonttbl;}{\\f0\\fnil \\froman \\fswiss \\fmodern "
    "\\fscript \\fdecor MS Sans SerifSymbolArialTimes New RomanCourier{\\colortbl\\red0\\green0"
    "\\blue0\r\n\\par \\pard\\plain\\f0\\fs20\\b\\i\\u\\tab\\tx";

}  // namespace

std::string UnpackRtf(std::string_view packed) {
  const Bytes bytes(packed);
  const std::uint32_t form = bytes.U32(8);
  if (form == kPlain) return std::string(bytes.Sub(kHeadBytes, bytes.U32(4)));
  if (form != kPacked) return {};
  std::array<char, kWindow> window{};
  std::copy(kStart.begin(), kStart.end(), window.begin());
  std::size_t write = kStart.size();
  std::string out;
  const auto put = [&](char c) {
    out += c;
    window[write] = c;
    write = (write + 1) % kWindow;
  };
  std::size_t at = kHeadBytes;
  while (at < packed.size()) {
    const unsigned control = bytes.U8(at++);
    for (unsigned bit = 0; bit < 8 && at < packed.size(); ++bit) {
      if ((control >> bit & 1U) == 0) {
        put(packed[at++]);
        continue;
      }
      const unsigned token = static_cast<unsigned>(bytes.U8(at)) << 8U | bytes.U8(at + 1);
      at += 2;
      std::size_t read = token >> 4U;
      if (read == write) return out;  // the end mark
      for (std::size_t length = (token & 0xFU) + 2; length > 0; --length) {
        put(window[read]);
        read = (read + 1) % kWindow;
      }
    }
  }
  return out;
}

}  // namespace wenyuan::parse
