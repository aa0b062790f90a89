// The real program behind the real interface.
#include <gtest/gtest.h>

#include <array>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <iterator>

#include "wenyuan/base/log.h"
#include "wenyuan/base/testing/temporary_folder.h"
#include "wenyuan/parse/file_parser.h"

namespace wenyuan::parse {
namespace {

constexpr std::string_view kPdf =
    "%PDF-1.4\n1 0 obj\n<</Type/Catalog/Pages 2 0 R>>\nendobj\n2 0 obj\n<</Type/Pages/Kids[3 0 R]"
    "/Count 1>>\nendobj\n3 0 obj\n<</Type/Page/Parent 2 0 R/MediaBox[0 0 200 100]/Contents 4 0 R"
    "/Resources<</Font<</F 5 0 R>>>>>>\nendobj\n4 0 obj\n<</Length 38>>\nstream\n"
    "BT /F 12 Tf 20 50 Td (Library) Tj ET \nendstream\nendobj\n5 0 obj\n<</Type/Font"
    "/Subtype/Type1/BaseFont/Helvetica>>\nendobj\ntrailer\n<</Root 1 0 R/Size 6>>\n%%EOF\n";

std::unique_ptr<FileParser> RealParser() {
  SetLogLevel(LogLevel::kError);
  ParserProcessOptions options;
  options.program = WENYUAN_PARSER;
  return *MakeParserProcesses(options);
}

std::string OutputOf(const std::string& arguments) {
  std::string command = std::string(WENYUAN_PARSER) + " " + arguments + " 2>&1";
  FILE* pipe = ::popen(command.c_str(), "r");
  std::string output;
  std::array<char, 4096> buffer{};
  while (std::fgets(buffer.data(), buffer.size(), pipe) != nullptr) output += buffer.data();
  ::pclose(pipe);
  return output;
}

TEST(ParserProgram, ReadsAPdfWhateverItIsCalled) {
  const Result<Document> document = RealParser()->Parse(kPdf, "letter.docx", "");
  ASSERT_TRUE(document) << document.error().message;
  EXPECT_EQ(document->format, "pdf");
  ASSERT_EQ(document->blocks.size(), 1U);
  EXPECT_EQ(document->blocks[0].text, "Library");
}

TEST(ParserProgram, SaysWhatAnUnknownFileLooksLike) {
  const Result<Document> document = RealParser()->Parse(
      "\x7F"
      "ELF\x02\x01\x01",
      "x.pdf", "");
  ASSERT_FALSE(document);
  EXPECT_EQ(document.error().code, ErrorCode::kUnsupported);
  EXPECT_NE(document.error().message.find("a Linux program"), std::string::npos);
}

TEST(ParserProgram, PrintsTheBlocksOfAFile) {
  const wenyuan::testing::TemporaryFolder folder;
  const std::string path = (folder.path() / "a.pdf").string();
  std::ofstream(path, std::ios::binary) << kPdf;
  EXPECT_NE(OutputOf("--file " + path).find("Library"), std::string::npos);
}

TEST(ParserProgram, NamesItsVersionAndItsOptions) {
  EXPECT_TRUE(OutputOf("--version").starts_with("wenyuan-parser "));
  EXPECT_NE(OutputOf("--help").find("--file"), std::string::npos);
  EXPECT_NE(OutputOf("").find("--file"), std::string::npos);
}

}  // namespace
}  // namespace wenyuan::parse
