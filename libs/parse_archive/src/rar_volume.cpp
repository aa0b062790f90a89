#include "rar_volume.h"

#include "rar5_headers.h"
#include "wenyuan/parse_kit/bytes.h"

namespace wenyuan::parse {

using std::string_view_literals::operator""sv;

bool IsRarVolume(std::string_view archive) {
  constexpr std::uint64_t kVolume = 1;
  constexpr std::size_t kSumBytes = 4;
  const Bytes bytes(archive);
  if (archive.starts_with("Rar!\x1A\x07\0"sv)) return (bytes.U16(10) & kVolume) != 0;
  constexpr auto kSignature = "Rar!\x1A\x07\x01\0"sv;
  if (!archive.starts_with(kSignature)) return false;
  Rar5Numbers in(bytes.Sub(kSignature.size() + kSumBytes, archive.size()));
  const auto header = ReadRar5Header(in.Take(in.Number()));
  return header && header->kind == Rar5Header::kMain &&
         (Rar5Numbers(header->fields).Number() & kVolume) != 0;
}

}  // namespace wenyuan::parse
