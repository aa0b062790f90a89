// What a fuzzer calls with bytes that it makes up: every file is read or refused with a reason in
// both languages, and what is read keeps the promises of document.h. Built with clang's libFuzzer
// where that is there (cmake -DWENYUAN_FUZZ=ON with clang), and always as a program that runs the
// files it is given and damaged copies of them: parse_legacy_fuzz FILE…
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <memory>
#include <string_view>
#include <vector>

#include "wenyuan/parse/choose_parser.h"
#include "wenyuan/parse/wire.h"
#include "wenyuan/parse_legacy/compound_parser.h"
#include "wenyuan/parse_legacy/doc_parser.h"
#include "wenyuan/parse_legacy/hwp_parser.h"
#include "wenyuan/parse_legacy/msg_parser.h"
#include "wenyuan/parse_legacy/ppt_parser.h"
#include "wenyuan/parse_legacy/xls_parser.h"

namespace {

using namespace wenyuan::parse;

std::vector<std::unique_ptr<Parser>> MakeParsers() {
  std::vector<std::unique_ptr<Parser>> parsers;
  parsers.push_back(MakeDocParser());
  parsers.push_back(MakeXlsParser());
  parsers.push_back(MakePptParser());
  parsers.push_back(MakeMsgParser());
  parsers.push_back(MakeHwpParser());
  parsers.push_back(MakeCompoundParser({}));
  return parsers;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  static const auto parsers = MakeParsers();
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  const auto document = ParseByContent(parsers, {bytes, "fuzzed", "password", {}});
  if (!document) {
    const bool explained =
        !document.error().message.empty() && !document.error().message_zh.empty();
    if (!explained) std::abort();
    return 0;
  }
  if (!Decode(Encode(*document))) std::abort();
  return 0;
}
