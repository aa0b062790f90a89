#include <gtest/gtest.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <cmath>
#include <numbers>

#include "../src/tesseract_lines.h"
#include "drawn_page.h"
#include "wenyuan/ocr/ocr.h"
#include "wenyuan/parse_sandbox/sandbox.h"

namespace wenyuan::ocr {
namespace {

const std::vector<std::string>& Lines() {
  static const std::vector<std::string> lines = {
      "文渊阁是清代皇家藏书楼，位于北京故宫东华门内。",
      "The library keeps every document in the house.",
      "员工每年享有十五天带薪年休假，不得累计到次年。",
      "Travel expenses are paid within ten working days.",
  };
  return lines;
}

// With Tesseract as Debian has it.
class TesseractTest : public ::testing::Test {
 protected:
  void SetUp() override {
    const auto found = FindRecogniser("nowhere", "");
    if (!found) GTEST_SKIP() << "no Tesseract; install tesseract-ocr tesseract-ocr-chi-sim";
    if (std::find(found->languages.begin(), found->languages.end(), "chi_sim") ==
        found->languages.end()) {
      GTEST_SKIP() << "Tesseract has no Chinese; install tesseract-ocr-chi-sim";
    }
    EXPECT_EQ(found->engine, Engine::kTesseract);
    auto page = testing::DrawPage(Lines());
    if (!page) GTEST_SKIP() << "no Noto CJK fonts; install fonts-noto-cjk";
    page_ = *std::move(page);
    static const auto opened = OpenRecogniser(found->folder);  // once: it is slow
    ASSERT_TRUE(opened) << opened.error().message;
    recogniser_ = opened->get();
  }
  std::vector<parse::RecognisedLine> Read() {
    auto lines = recogniser_->Recognise(page_);
    EXPECT_TRUE(lines) << lines.error().message;
    if (!lines) return {};
    std::sort(lines->begin(), lines->end(),
              [](const auto& a, const auto& b) { return a.middle_y < b.middle_y; });
    return *lines;
  }

  parse::GreyPicture page_;
  parse::TextRecogniser* recogniser_ = nullptr;
};

// Characters of `drawn` that were read where they stand.
double Share(const std::string& drawn, const std::string& read) {
  std::size_t same = 0;
  std::size_t at = 0;
  for (const char byte : drawn) {
    const std::size_t found = read.find(byte, at);
    if (found == std::string::npos || found > at + 6) continue;
    ++same;
    at = found + 1;
  }
  return static_cast<double>(same) / static_cast<double>(drawn.size());
}

TEST_F(TesseractTest, ReadsChineseAndEnglishWithBoxesAndCertainty) {
  const auto lines = Read();
  std::string all;
  for (const auto& line : lines) all += line.text + '\n';
  ASSERT_EQ(lines.size(), Lines().size()) << all;
  for (std::size_t i = 0; i < lines.size(); ++i) {
    EXPECT_GT(Share(Lines()[i], lines[i].text), 0.9) << lines[i].text;
    EXPECT_GT(lines[i].confidence, 0.5);
    EXPECT_LE(lines[i].confidence, 1);
    EXPECT_NEAR(lines[i].middle_y, 145 + 56 * static_cast<double>(i), 14);
    EXPECT_NEAR(lines[i].middle_x - lines[i].length / 2, 100, 20);
  }
  const auto& words = lines[1].words;
  ASSERT_EQ(words.size(), 8U) << lines[1].text;
  EXPECT_EQ(words[1].text, "library");
  EXPECT_GT(words[1].begin, words[0].end);
  EXPECT_NEAR(words.back().end, 1, 0.05);
  EXPECT_EQ(lines[0].words.size(), 1U) << "Han characters stand together: " << lines[0].text;
}

TEST_F(TesseractTest, AnEmptyPageHasNoText) {
  std::fill(page_.pixels.begin(), page_.pixels.end(), std::uint8_t{250});
  EXPECT_TRUE(Read().empty());
  const auto nothing = recogniser_->Recognise({});
  ASSERT_FALSE(nothing);
  EXPECT_EQ(nothing.error().code, ErrorCode::kInvalidArgument);
}

TEST_F(TesseractTest, WorksInTheSandboxAsOutside) {
  const std::size_t outside = Read().size();
  const pid_t child = ::fork();
  if (child == 0) {
    if (!parse_sandbox::EnterSandbox({})) ::_exit(1);
    const auto lines = recogniser_->Recognise(page_);
    ::_exit(lines && lines->size() == outside ? 0 : 2);
  }
  int status = 0;
  ::waitpid(child, &status, 0);
  EXPECT_EQ(status, 0);
}

TEST(FindRecogniser, SaysNothingWhereNothingIsAndTakesNoTesseractWhenToldSo) {
  EXPECT_FALSE(FindRecogniser("nowhere", "off"));
  EXPECT_FALSE(FindRecogniser("nowhere", "libs/ocr/tests"));
  const auto opened = OpenRecogniser("nowhere");
  ASSERT_FALSE(opened);
  EXPECT_EQ(opened.error().code, ErrorCode::kUnavailable);
}

TEST(TesseractLines, PutsNoSpaceBesideHanCharacters) {
  EXPECT_FALSE(SpaceBetween("文渊阁", "是"));
  EXPECT_FALSE(SpaceBetween("第", "3"));
  EXPECT_FALSE(SpaceBetween("。", "The"));
  EXPECT_TRUE(SpaceBetween("The", "library"));
  EXPECT_FALSE(SpaceBetween("", "x"));
}

TEST(TesseractLines, FindsTheLineInsideTheUprightBoxAroundASlantedOne) {
  constexpr double kAngle = 3 * std::numbers::pi / 180;
  const double width = 400 * std::cos(kAngle) + 20 * std::sin(kAngle);
  const double height = 400 * std::sin(kAngle) + 20 * std::cos(kAngle);
  parse::RecognisedLine line;
  PlaceLine({100, 50, 100 + width, 50 + height, kAngle}, line);
  EXPECT_NEAR(line.length, 400, 0.01);
  EXPECT_NEAR(line.height, 20, 0.01);
  EXPECT_NEAR(line.angle, 3, 0.001);
  EXPECT_NEAR(line.middle_x, 100 + width / 2, 0.01);
  PlaceLine({0, 0, 20, 400, std::numbers::pi / 2}, line);  // downwards
  EXPECT_NEAR(line.length, 400, 0.01);
  EXPECT_NEAR(line.height, 20, 0.01);
}

}  // namespace
}  // namespace wenyuan::ocr
