#include <gtest/gtest.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <cmath>
#include <numbers>

#include "drawn_page.h"
#include "picture_ops.h"
#include "wenyuan/ocr/ocr.h"
#include "wenyuan/parse_sandbox/sandbox.h"

namespace wenyuan::ocr {
namespace {

constexpr const char* kFolder = "third_party/ocr";

const std::vector<std::string>& Lines() {
  static const std::vector<std::string> lines = {
      "文渊阁是清代皇家藏书楼，位于北京故宫东华门内。",
      "The library keeps every document in the house.",
      "第三条 员工每年享有十五天带薪年休假，不得累计。",
      "Invoice No. 20261126 amounts to 1,234.56 yuan.",
  };
  return lines;
}

class RecogniserTest : public ::testing::Test {
 protected:
  void SetUp() override {
    const auto found = FindRecogniser(kFolder, "off");
    if (!found) GTEST_SKIP() << "no OCR; run scripts/models/install_ocr";
    auto page = testing::DrawPage(Lines());
    if (!page) GTEST_SKIP() << "no Noto CJK fonts; install fonts-noto-cjk";
    page_ = *std::move(page);
    auto opened = OpenRecogniser(kFolder);
    ASSERT_TRUE(opened) << opened.error().message;
    recogniser_ = *std::move(opened);
  }
  std::vector<parse::RecognisedLine> Read(const parse::GreyPicture& page) {
    auto lines = recogniser_->Recognise(page);
    EXPECT_TRUE(lines) << lines.error().message;
    if (!lines) return {};
    std::sort(lines->begin(), lines->end(),
              [](const auto& a, const auto& b) { return a.middle_y < b.middle_y; });
    return *lines;
  }
  // Without spaces, and full-width marks as the narrow ones that they are often taken for.
  static std::string Bare(std::string text) {
    for (const auto& [wide, narrow] : {std::pair{"，", ","}, std::pair{"　", ""}, {" ", ""}}) {
      for (std::size_t at = text.find(wide); at != std::string::npos; at = text.find(wide)) {
        text.replace(at, std::string_view(wide).size(), narrow);
      }
    }
    return text;
  }

  parse::GreyPicture page_;
  std::unique_ptr<parse::TextRecogniser> recogniser_;
};

TEST_F(RecogniserTest, ReadsChineseAndEnglishWithBoxesAndCertainty) {
  const auto lines = Read(page_);
  ASSERT_EQ(lines.size(), Lines().size());
  for (std::size_t i = 0; i < lines.size(); ++i) {
    EXPECT_EQ(Bare(lines[i].text), Bare(Lines()[i]));
    EXPECT_GT(lines[i].confidence, 0.9);
    EXPECT_NEAR(lines[i].middle_y, 145 + 56 * static_cast<double>(i), 12);
    EXPECT_NEAR(lines[i].middle_x - lines[i].length / 2, 100, 20);
  }
  // "library" stands where its letters were drawn.
  const auto& words = lines[1].words;
  ASSERT_EQ(words.size(), 8U);
  EXPECT_EQ(words[1].text, "library");
  EXPECT_GT(words[1].begin, words[0].end - 0.01F);
  EXPECT_NEAR(words.back().end, 1, 0.05);
}

TEST_F(RecogniserTest, APageOnItsHeadIsRead) {
  TurnOver(page_);
  const auto lines = Read(page_);
  ASSERT_EQ(lines.size(), Lines().size());
  EXPECT_EQ(Bare(lines.back().text), Bare(Lines().front()));
  EXPECT_NEAR(std::abs(lines.back().angle), 180, 1);
}

TEST_F(RecogniserTest, ColumnsOfVerticalWritingRunDownwards) {
  const std::vector<std::string> columns = {"文渊阁藏书管理办法", "第一条凡入库之书",
                                            "均须登记造册并编号", "三年内不得外借"};
  page_ = *testing::DrawColumns(columns);
  auto lines = Read(page_);
  ASSERT_EQ(lines.size(), columns.size());
  std::sort(lines.begin(), lines.end(),
            [](const auto& a, const auto& b) { return a.middle_x > b.middle_x; });
  for (std::size_t i = 0; i < lines.size(); ++i) {
    EXPECT_EQ(lines[i].text, columns[i]);
    EXPECT_NEAR(lines[i].angle, 90, 1);
    EXPECT_GT(lines[i].length, 5 * lines[i].height);
  }
}

TEST_F(RecogniserTest, AnEmptyPageHasNoText) {
  std::fill(page_.pixels.begin(), page_.pixels.end(), std::uint8_t{250});
  EXPECT_TRUE(Read(page_).empty());
  const auto nothing = recogniser_->Recognise({});
  ASSERT_FALSE(nothing);
  EXPECT_EQ(nothing.error().code, ErrorCode::kInvalidArgument);
}

TEST_F(RecogniserTest, WorksInTheSandbox) {
  const pid_t child = ::fork();
  if (child == 0) {
    if (!parse_sandbox::EnterSandbox({})) ::_exit(1);
    const auto lines = recogniser_->Recognise(page_);
    ::_exit(lines && lines->size() == Lines().size() ? 0 : 2);
  }
  int status = 0;
  ::waitpid(child, &status, 0);
  EXPECT_EQ(status, 0);
}

}  // namespace
}  // namespace wenyuan::ocr
