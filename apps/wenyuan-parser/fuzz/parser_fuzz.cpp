// What a fuzzer calls with bytes that it makes up: every file is read or refused with a reason in
// both languages, and what is read keeps the promises of document.h. WENYUAN_FUZZ_GROUP names the
// parsers that are tried: a group of fuzz_groups.h or one parser; without it all.
// Built with clang's libFuzzer by `./test --fuzz`, and always as a program that runs the files it
// is given and damaged copies of them: parser_fuzz FILE…
#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <string_view>
#include <utility>
#include <vector>

#include "fuzz_groups.h"
#include "made_up_lines.h"
#include "registry.h"
#include "wenyuan/parse/choose_parser.h"
#include "wenyuan/parse/wire.h"

namespace {

using Parsers = std::vector<std::unique_ptr<wenyuan::parse::Parser>>;

struct Target {
  Parsers parsers;
  wenyuan::parse::PageRange recognise;
};

bool Wanted(std::string_view parser, std::string_view wanted) {
  for (const auto& [name, parsers] : wenyuan::FuzzGroups()) {
    if (name == wanted) return std::find(parsers.begin(), parsers.end(), parser) != parsers.end();
  }
  return parser == wanted;
}

Target MakeTarget() {
  static wenyuan::MadeUpLines made_up;
  const char* const variable = std::getenv("WENYUAN_FUZZ_GROUP");
  const std::string_view wanted = variable == nullptr ? "" : variable;
  const bool scan = wanted == wenyuan::kScanGroup;
  auto parsers = wenyuan::MakeParsers(scan ? &made_up : nullptr);
  if (!parsers) {
    std::fprintf(stderr, "%s\n", parsers.error().message.c_str());
    std::exit(1);
  }
  Target target{*std::move(parsers), {}};
  if (scan) target.recognise.count = 3;
  if (wanted.empty()) return target;
  std::erase_if(target.parsers,
                [wanted](const auto& parser) { return !Wanted(parser->Name(), wanted); });
  if (target.parsers.empty()) {
    std::fprintf(stderr, "there are no parsers of group '%s'\n", variable);
    std::exit(1);
  }
  return target;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  static const Target target = MakeTarget();
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  const auto document = wenyuan::parse::ParseByContent(
      target.parsers, {bytes, "fuzzed", "password", {}, target.recognise, {}});
  if (!document) {
    const bool explained =
        !document.error().message.empty() && !document.error().message_zh.empty();
    if (!explained) std::abort();
    return 0;
  }
  if (!wenyuan::parse::Decode(wenyuan::parse::Encode(*document))) std::abort();
  return 0;
}
