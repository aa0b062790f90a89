// What a fuzzer calls with bytes that it makes up: every file is read or refused with a reason in
// both languages, and what is read keeps the promises of document.h. WENYUAN_FUZZ_GROUP names the
// parsers that are tried: text, web, mail, office, legacy, pdf, archive, picture; without it all.
// Built with clang's libFuzzer by `./test --fuzz`, and always as a program that runs the files it
// is given and damaged copies of them: parser_fuzz FILE…
#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <string_view>
#include <utility>
#include <vector>

#include "registry.h"
#include "wenyuan/parse/choose_parser.h"
#include "wenyuan/parse/wire.h"

namespace {

using Parsers = std::vector<std::unique_ptr<wenyuan::parse::Parser>>;
using Group = std::pair<std::string_view, std::vector<std::string_view>>;

const std::vector<Group>& Groups() {
  static const std::vector<Group> groups = {
      {"web", {"html", "md", "ipynb", "chm"}},
      {"mail", {"eml", "mbox", "mhtml"}},
      {"office",
       {"docx", "pptx", "xlsx", "odf", "epub", "rtf", "xps", "ofd", "vsdx", "iwork",
        "refused-office"}},
      {"legacy", {"doc", "xls", "ppt", "msg", "hwp", "one", "office", "compound"}},
      {"pdf", {"pdf"}},
      {"archive", {"zip", "archive", "warc"}},
      {"picture", {"picture"}}};
  return groups;
}

// The others are of text and data.
std::string_view GroupOf(std::string_view parser) {
  for (const auto& [name, parsers] : Groups()) {
    if (std::find(parsers.begin(), parsers.end(), parser) != parsers.end()) return name;
  }
  return "text";
}

Parsers ParsersOfGroup() {
  auto parsers = wenyuan::MakeParsers(nullptr);
  if (!parsers) {
    std::fprintf(stderr, "%s\n", parsers.error().message.c_str());
    std::exit(1);
  }
  const char* const wanted = std::getenv("WENYUAN_FUZZ_GROUP");
  if (wanted == nullptr) return *std::move(parsers);
  std::erase_if(*parsers,
                [wanted](const auto& parser) { return GroupOf(parser->Name()) != wanted; });
  if (parsers->empty()) {
    std::fprintf(stderr, "there are no parsers of group '%s'\n", wanted);
    std::exit(1);
  }
  return *std::move(parsers);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  static const Parsers parsers = ParsersOfGroup();
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  const auto document =
      wenyuan::parse::ParseByContent(parsers, {bytes, "fuzzed", "password", {}, {}, {}});
  if (!document) {
    const bool explained =
        !document.error().message.empty() && !document.error().message_zh.empty();
    if (!explained) std::abort();
    return 0;
  }
  if (!wenyuan::parse::Decode(wenyuan::parse::Encode(*document))) std::abort();
  return 0;
}
