// Real files, when they are there: nothing crashes, and known tables come out as printed.
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <iterator>
#include <set>

#include "wenyuan/parse/choose_parser.h"
#include "wenyuan/parse/wire.h"
#include "wenyuan/parse_pdf/pdf_parser.h"

namespace wenyuan::parse_pdf {
namespace {

const std::filesystem::path kData = "../shared/data";

std::string ReadFile(const std::filesystem::path& path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}

class Corpus : public ::testing::Test {
 protected:
  void SetUp() override {
    if (!std::filesystem::exists(kData)) GTEST_SKIP() << "no measuring data";
    parsers_.push_back(*MakePdfParser());
  }
  Result<parse::Document> Parse(const std::filesystem::path& path) {
    const std::string bytes = ReadFile(path);
    return parse::ParseByContent(parsers_, {bytes, path.filename().string(), "", {}});
  }
  std::vector<std::unique_ptr<parse::Parser>> parsers_;
};

TEST_F(Corpus, EveryPdfEndsInAStatedState) {
  const std::set<ErrorCode> stated = {ErrorCode::kInvalidArgument, ErrorCode::kPermissionDenied,
                                      ErrorCode::kUnsupported, ErrorCode::kTooLarge};
  std::size_t files = 0;
  std::size_t read = 0;
  for (const auto& entry : std::filesystem::directory_iterator(kData / "doc-corpus/files")) {
    if (entry.path().extension() != ".pdf") continue;
    ++files;
    const Result<parse::Document> document = Parse(entry.path());
    if (document) {
      ++read;
      EXPECT_EQ(parse::Decode(parse::Encode(*document)).value(), *document) << entry.path();
    } else {
      EXPECT_TRUE(stated.contains(document.error().code)) << entry.path();
      EXPECT_NE(document.error().message_zh, "") << entry.path();
    }
  }
  EXPECT_GE(read, files * 3 / 4);
}

TEST_F(Corpus, AnIncomeStatementComesOutAsPrinted) {
  const Result<parse::Document> document = Parse(kData / "sec-10q/docs/2022_Q3_AAPL.pdf");
  ASSERT_TRUE(document);
  const parse::Table* statement = nullptr;
  for (const parse::Block& block : document->blocks) {
    if (block.page == 4 && block.kind == parse::BlockKind::kTable) statement = &block.table;
  }
  ASSERT_NE(statement, nullptr);
  EXPECT_EQ(statement->columns, 5U);
  const auto text = [&](std::uint32_t row, std::uint32_t column) -> std::string {
    for (const parse::TableCell& cell : statement->cells) {
      if (cell.row == row && cell.column == column) return cell.text;
    }
    return "";
  };
  EXPECT_EQ(text(0, 1), "Three Months Ended");
  EXPECT_EQ(text(2, 3), "2022");
  EXPECT_EQ(text(6, 0), "Total net sales");
  EXPECT_EQ(text(6, 1), "82,959");
  EXPECT_EQ(text(6, 4), "282,457");
}

}  // namespace
}  // namespace wenyuan::parse_pdf
