// Real files, when they are there: inside the sandbox they say what they say outside of it.
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <iterator>

#include "registry.h"
#include "wenyuan/parse/block_kind.h"
#include "wenyuan/parse/choose_parser.h"
#include "wenyuan/parse/file_parser.h"

namespace wenyuan {
namespace {

const std::filesystem::path kFiles = "../shared/data/doc-corpus/files";

// What it says, or why it says nothing. Not where: outside of the sandbox a font that the file does
// not bring is one of this machine.
std::string Said(const Result<parse::Document>& document) {
  if (!document) return document.error().message;
  std::string said = document->format + "\n" + document->title + "\n";
  for (const auto& [name, value] : document->metadata) said += name + ": " + value + "\n";
  for (const parse::Block& block : document->blocks) {
    said += std::string(parse::NameOf(block.kind)) + " " + std::to_string(block.page) + " " +
            block.text + "\n";
    for (const parse::TableCell& cell : block.table.cells) {
      said +=
          std::to_string(cell.row) + "," + std::to_string(cell.column) + ": " + cell.text + "\n";
    }
  }
  for (const auto& attachment : document->attachments) {
    said += attachment.name + " " + attachment.bytes + "\n";
  }
  for (const std::string& warning : document->warnings) said += warning + "\n";
  return said;
}

TEST(Corpus, IsTheSameInsideTheSandbox) {
  if (!std::filesystem::exists(kFiles)) GTEST_SKIP() << "no measuring data";
  const auto outside = MakeParsers(nullptr);
  ASSERT_TRUE(outside) << outside.error().message;
  const auto inside = parse::MakeParserProcesses({WENYUAN_PARSER});
  ASSERT_TRUE(inside) << inside.error().message;
  std::size_t files = 0;
  for (const auto& entry : std::filesystem::directory_iterator(kFiles)) {
    std::ifstream file(entry.path(), std::ios::binary);
    const std::string bytes((std::istreambuf_iterator<char>(file)), {});
    if (bytes.empty()) continue;
    const std::string name = entry.path().filename();
    // Nothing of megabytes is printed.
    EXPECT_TRUE(Said((*inside)->Parse(bytes, name, "")) ==
                Said(parse::ParseByContent(*outside, {bytes, name, "", {}, {}, {}})))
        << name;
    ++files;
  }
  EXPECT_GT(files, 300U);
}

}  // namespace
}  // namespace wenyuan
