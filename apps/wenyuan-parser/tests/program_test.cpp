// The real program behind the real interface.
#include <gtest/gtest.h>

#include <array>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>
#include <vector>

#include "wenyuan/base/log.h"
#include "wenyuan/base/testing/temporary_folder.h"
#include "wenyuan/parse/file_parser.h"

namespace wenyuan::parse {
namespace {

using std::string_view_literals::operator""sv;

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

// Libraries open files when they are first used; in the sandbox that would be too late.
TEST(ParserProgram, ReadsEveryKindOfTextInsideTheSandbox) {
  const auto parser = RealParser();
  const std::vector<std::array<std::string, 3>> files = {
      {"{\"a\": [1, 2]}", "a", "json"},
      {"{\"a\": 1}\n{\"a\": 2}\n", "a", "jsonl"},
      {"a: &x [1]\nb: *x\n", "a.yaml", "yaml"},
      {"a = 2026-01-01\n", "a.toml", "toml"},
      {"[a]\nb = 1\n", "a.ini", "ini"},
      {"<?xml version=\"1.0\" encoding=\"gbk\"?><a><b>\xCE\xC4\xD4\xA8</b></a>", "a", "xml"},
      {"WEBVTT\n\n00:01.000 --> 00:02.000\nhello\n", "a", "vtt"},
      {"int f() { return 1; }\n", "a.c", "source"},
      {"Title\n=====\n\ntext\n", "a.rst", "rst"},
      {"\\section{Title} text\n", "a", "tex"},
      {"From a@b Mon Jul 20 01:01:07 2015\nFrom: a@b\nSubject: =?gbk?B?zsTUqA==?=\n\nx\n", "a.mbox",
       "mbox"}};
  for (const auto& [bytes, name, format] : files) {
    const Result<Document> document = parser->Parse(bytes, name, "");
    ASSERT_TRUE(document) << format << ": " << document.error().message;
    EXPECT_EQ(document->format, format);
  }
}

TEST(ParserProgram, UnpacksInsideTheSandbox) {
  constexpr std::string_view kPacked =
      "\x1f\x8b\x08\x00\x00\x00\x00\x00\x02\x03\xcb\x48\xcd\xc9\xc9\x07\x00\x86\xa6\x10\x36\x05\x00\x00\x00"sv;
  const Result<Document> document = RealParser()->Parse(kPacked, "a.txt.gz", "");
  ASSERT_TRUE(document) << document.error().message;
  ASSERT_EQ(document->attachments.size(), 1U);
  EXPECT_EQ(document->attachments[0].name, "a.txt");
  EXPECT_EQ(document->attachments[0].bytes, "hello");
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
