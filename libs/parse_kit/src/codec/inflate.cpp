#include "wenyuan/parse_kit/inflate.h"

#include <zlib.h>

#include <algorithm>
#include <array>

namespace wenyuan::parse {

std::optional<std::string> Inflate(std::string_view packed, DeflateForm form,
                                   std::size_t max_bytes) {
  z_stream stream{};
  if (inflateInit2(&stream, form == DeflateForm::kRaw ? -MAX_WBITS : MAX_WBITS) != Z_OK) {
    return std::string();
  }
  std::string out;
  std::array<char, 32'768> buffer;
  // zlib does not write to its input.
  stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(packed.data()));
  stream.avail_in = static_cast<uInt>(std::min<std::size_t>(packed.size(), 1U << 30U));
  int status = Z_OK;
  while (status == Z_OK && out.size() <= max_bytes) {
    stream.next_out = reinterpret_cast<Bytef*>(buffer.data());
    stream.avail_out = static_cast<uInt>(buffer.size());
    status = inflate(&stream, Z_NO_FLUSH);
    out.append(buffer.data(), buffer.size() - stream.avail_out);
    if (stream.avail_in == 0 && stream.avail_out != 0) break;
  }
  inflateEnd(&stream);
  if (out.size() > max_bytes) return std::nullopt;
  return out;
}

}  // namespace wenyuan::parse
