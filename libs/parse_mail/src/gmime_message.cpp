#include "gmime_message.h"

#include <algorithm>
#include <string>

#include "wenyuan/parse_kit/strings.h"

namespace wenyuan::parse {
namespace {

// Senders repeat Content-Type by mistake, with the right one first; the library would take the
// last. Empty when there is nothing to drop.
std::string WithoutRepeatedType(std::string_view bytes) {
  constexpr std::string_view kField = "content-type:";
  std::string kept;
  std::size_t types = 0;
  bool dropping = false;
  std::size_t at = 0;
  std::size_t done = 0;
  while (at < bytes.size()) {
    const std::size_t end = std::min(bytes.find('\n', at), bytes.size() - 1) + 1;
    const std::string_view line = bytes.substr(at, end - at);
    if (line[0] == '\r' || line[0] == '\n') break;
    const bool folded = line[0] == ' ' || line[0] == '\t';
    if (!folded) dropping = AsciiLower(line.substr(0, kField.size())) == kField && ++types > 1;
    if (dropping) {
      kept += bytes.substr(done, at - done);
      done = end;
    }
    at = end;
  }
  return done == 0 ? std::string() : kept + std::string(bytes.substr(done));
}

}  // namespace

void WarmUpGmime() {
  // File names are converted by the library, through iconv, which loads a file for each charset.
  // The converters stay open for the life of the process, so that what they loaded stays.
  static const bool kReady = [] {
    g_mime_init();
    for (const char* name : {"gb18030", "gbk", "gb2312", "big5", "shift_jis", "euc-jp",
                             "iso-2022-jp", "euc-kr", "iso-8859-1", "iso-8859-2", "iso-8859-15",
                             "windows-1250", "windows-1251", "windows-1252", "koi8-r", "utf-7"}) {
      (void)g_mime_iconv_open("utf-8", name);
    }
    return true;
  }();
  (void)kReady;
}

GObjectPtr<GMimeMessage> ReadMessage(std::string_view bytes) {
  const std::string repaired = WithoutRepeatedType(bytes);
  if (!repaired.empty()) bytes = repaired;
  const GObjectPtr<GMimeStream> stream(
      g_mime_stream_mem_new_with_buffer(bytes.data(), bytes.size()));  // copies
  const GObjectPtr<GMimeParser> parser(g_mime_parser_new_with_stream(stream.get()));
  if (bytes.substr(0, 5) == "From ") {
    g_mime_parser_set_format(parser.get(), GMIME_FORMAT_MBOX);
  }
  return GObjectPtr<GMimeMessage>(g_mime_parser_construct_message(parser.get(), nullptr));
}

}  // namespace wenyuan::parse
