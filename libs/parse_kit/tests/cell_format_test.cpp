#include "wenyuan/parse_kit/cell_format.h"

#include <gtest/gtest.h>

#include <random>
#include <string>
#include <string_view>

namespace wenyuan::parse {
namespace {

constexpr std::string_view kAccounting =
    "_(\"$\"* #,##0.00_);_(\"$\"* \\(#,##0.00\\);_(\"$\"* \"-\"??_);_(@_)";
constexpr std::string_view kLarge = "[>=1000000]0.0,,\"M\";[>=1000]0.0,\"k\";0";

std::string Shown(std::string_view code, double value) {
  return CellFormat::FromCode(code).Show(value, 0);
}

TEST(CellFormat, HasThousandsAndDecimals) {
  EXPECT_EQ(CellFormat::BuiltIn(3).Show(3900, 0), "3,900");
  EXPECT_EQ(CellFormat::BuiltIn(4).Show(-1234567.891, 0), "-1,234,567.89");
  EXPECT_EQ(Shown("0.00", 5), "5.00");
  EXPECT_EQ(Shown("#.##", 5.5), "5.5");
  EXPECT_EQ(Shown("#,##0,\"k\"", 1234567), "1,235k");
  EXPECT_EQ(Shown("0,000", 12), "0,012");
  EXPECT_EQ(Shown(".00", 12.5), "12.50");
}

TEST(CellFormat, RoundsAsDecimalNumbersAre) {
  EXPECT_EQ(Shown("0.00", 1.005), "1.01");
  EXPECT_EQ(Shown("0.0", 0.25), "0.3");
  EXPECT_EQ(Shown("0", 0.5), "1");
  EXPECT_EQ(Shown("0.0", 9.96), "10.0");
  EXPECT_EQ(Shown("0.00", 0.0004), "0.00");
  EXPECT_EQ(Shown("0", 999'999'999'999'999.0), "999999999999999");
}

TEST(CellFormat, ShowsPercentagesAndPowersOfTen) {
  EXPECT_EQ(CellFormat::BuiltIn(10).Show(0.12345, 0), "12.35%");
  EXPECT_EQ(CellFormat::BuiltIn(9).Show(0.07, 0), "7%");
  EXPECT_EQ(CellFormat::BuiltIn(11).Show(12'345, 0), "1.23E+04");
  EXPECT_EQ(CellFormat::BuiltIn(11).Show(0.000123, 0), "1.23E-04");
  EXPECT_EQ(CellFormat::BuiltIn(48).Show(12'345, 0), "12.3E+3");
  EXPECT_EQ(Shown("0.0E+0", 9.99), "1.0E+1");
}

TEST(CellFormat, ShowsCurrenciesWhereTheyStand) {
  EXPECT_EQ(Shown("[$¥-804]#,##0.00;[Red]-[$¥-804]#,##0.00", 1234.5), "¥1,234.50");
  EXPECT_EQ(Shown("[$¥-804]#,##0.00;[Red]-[$¥-804]#,##0.00", -1234.5), "-¥1,234.50");
  EXPECT_EQ(Shown("#,##0.00 [$€-407]", 1234.5), "1,234.50 €");
  EXPECT_EQ(Shown(kAccounting, -5), "$(5.00)");
  EXPECT_EQ(Shown(kAccounting, 0), "$-");
}

TEST(CellFormat, HasSectionsForSignsAndConditions) {
  EXPECT_EQ(Shown("\"in\";\"out\";\"none\"", -3), "out");
  EXPECT_EQ(Shown("\"in\";\"out\";\"none\"", 0), "none");
  EXPECT_EQ(Shown(kLarge, 2'500'000), "2.5M");
  EXPECT_EQ(Shown(kLarge, 2'500), "2.5k");
  EXPECT_EQ(Shown(kLarge, 25), "25");
  EXPECT_EQ(Shown(";;;", 5), "");
  EXPECT_EQ(Shown("0.00;-0.00;;@", 0), "");
}

TEST(CellFormat, PutsTextBetweenDigits) {
  EXPECT_EQ(Shown("000-00-0000", 123'456'789), "123-45-6789");
  EXPECT_EQ(Shown("(000) 000-0000", 5'551'234'567), "(555) 123-4567");
  EXPECT_EQ(Shown("00000", 42), "00042");
  EXPECT_EQ(Shown("0\"号\"", 7), "7号");
}

TEST(CellFormat, ShowsFractions) {
  EXPECT_EQ(CellFormat::BuiltIn(12).Show(1.5, 0), "1 1/2");
  EXPECT_EQ(CellFormat::BuiltIn(13).Show(3.142857, 0), "3 1/7");
  EXPECT_EQ(Shown("# ?/8", 0.375), "3/8");
  EXPECT_EQ(Shown("?\?/?\?", 1.5), "3/2");
  EXPECT_EQ(CellFormat::BuiltIn(12).Show(2, 0), "2");
  EXPECT_EQ(CellFormat::BuiltIn(12).Show(0.99, 0), "1");
}

TEST(CellFormat, ShowsDatesAsTheirCodeSays) {
  const double day = 46'191.5625;  // 2026-06-18 13:30
  EXPECT_EQ(Shown("yyyy\"年\"m\"月\"d\"日\"", day), "2026年6月18日");
  EXPECT_EQ(Shown("m/d/yy h:mm AM/PM", day), "6/18/26 1:30 PM");
  EXPECT_EQ(Shown("dddd, mmmm dd, yyyy", day), "Thursday, June 18, 2026");
  EXPECT_EQ(Shown("[$-804]aaaa", day), "星期四");
  EXPECT_EQ(Shown("[DBNum1][$-804]yyyy\"年\"m\"月\"d\"日\"", day), "二〇二六年六月十八日");
  EXPECT_EQ(Shown("[$-F800]dddd\\,\\ mmmm\\ dd\\,\\ yyyy", day), "2026-06-18");
  EXPECT_EQ(CellFormat::BuiltIn(14).Show(day, 0), "2026-06-18");
  EXPECT_EQ(CellFormat::BuiltIn(22).Show(day, 0), "2026-06-18 13:30");
  EXPECT_EQ(CellFormat::BuiltIn(14).Show(day - kFirstDay1904, kFirstDay1904), "2026-06-18");
  EXPECT_EQ(CellFormat::BuiltIn(31).Show(59, 0), "1900年2月28日");
}

TEST(CellFormat, ShowsTimes) {
  EXPECT_EQ(CellFormat::BuiltIn(46).Show(1.5, 0), "36:00:00");
  EXPECT_EQ(CellFormat::BuiltIn(45).Show(0.0104166667, 0), "15:00");
  EXPECT_EQ(CellFormat::BuiltIn(47).Show(90.3 / 86'400, 0), "01:30.3");
  EXPECT_EQ(CellFormat::BuiltIn(34).Show(0.75, 0), "下午6时00分");
  EXPECT_EQ(Shown("h:mm", 0.99999999), "0:00");
}

TEST(CellFormat, ShowsANumberThatIsNoDateAsNumber) {
  EXPECT_EQ(Shown("yyyy-mm-dd", -3), "-3");
  EXPECT_EQ(Shown("yyyy-mm-dd", 1e12), "1000000000000");
}

TEST(CellFormat, ShowsGeneralNumbersAsASheetDoes) {
  EXPECT_EQ(CellFormat().Show(0.1 + 0.2, 0), "0.3");
  EXPECT_EQ(CellFormat().Show(440'301'199'001'011.0, 0), "440301199001011");
  EXPECT_EQ(CellFormat().Show(1.0 / 3, 0), "0.3333333333");
  EXPECT_EQ(Shown("General\"件\"", 12), "12件");
  EXPECT_EQ(Shown("@", 12), "12");
}

TEST(CellFormat, SurvivesAnyCode) {
  const unsigned seed = std::random_device()();
  RecordProperty("seed", static_cast<int>(seed));
  std::mt19937 random(seed);
  constexpr std::string_view kPieces = "0#?.,%/E+-;[]\"\\_*ymdhsaeg@$<>=: \xE5\xB9\xB4";
  for (int round = 0; round < 20'000; ++round) {
    std::string code;
    const std::size_t length = random() % 30;
    for (std::size_t i = 0; i < length; ++i) code += kPieces[random() % kPieces.size()];
    const CellFormat format = CellFormat::FromCode(code);
    for (const double value : {0.0, -1.5, 46'191.5625, 1e308, -1e308, 1e-300, 999.999}) {
      EXPECT_LT(format.Show(value, 0).size(), 3'000U) << code << " seed " << seed;
    }
  }
}

}  // namespace
}  // namespace wenyuan::parse
