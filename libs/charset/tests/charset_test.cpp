#include "wenyuan/charset/charset.h"

#include <gtest/gtest.h>
#include <unicode/ucnv.h>

#include <string>

namespace wenyuan::charset {
namespace {

std::string Encode(const std::string& utf8, const char* charset) {
  UErrorCode status = U_ZERO_ERROR;
  std::string out(utf8.size() * 4 + 16, '\0');
  UConverter* converter = ucnv_open(charset, &status);
  const int32_t length =
      ucnv_fromAlgorithmic(converter, UCNV_UTF8, out.data(), static_cast<int32_t>(out.size()),
                           utf8.data(), static_cast<int32_t>(utf8.size()), &status);
  ucnv_close(converter);
  out.resize(static_cast<std::size_t>(length));
  return out;
}

constexpr const char* kSimplified = "本公司员工每年享有带薪年休假，请提前向人事部门提出申请。";
constexpr const char* kTraditional = "本公司員工每年享有帶薪年休假，請提前向人事部門提出申請。";
constexpr const char* kJapanese = "会議は明日の午前十時から始まります。資料をご確認ください。";
constexpr const char* kKorean = "회의는 내일 오전 열 시에 시작합니다. 자료를 확인해 주십시오.";
constexpr const char* kRussian = "Совещание начнётся завтра в десять часов утра.";
constexpr const char* kFrench =
    "La réunion commence à dix heures, n’oubliez pas les documents préparés.";

struct Case {
  const char* text;
  const char* charset;
};

class CharsetRoundTrip : public ::testing::TestWithParam<Case> {};

TEST_P(CharsetRoundTrip, DetectsWithoutADeclaration) {
  const Case& c = GetParam();
  const Text text = ToUtf8(Encode(c.text, c.charset));
  EXPECT_EQ(text.utf8, c.text) << "read as " << text.charset;
  EXPECT_FALSE(text.damaged);
}

INSTANTIATE_TEST_SUITE_P(
    All, CharsetRoundTrip,
    ::testing::Values(Case{kSimplified, "GB18030"}, Case{kSimplified, "UTF-16LE"},
                      Case{kSimplified, "UTF-16BE"}, Case{kSimplified, "UTF-8"},
                      Case{kTraditional, "Big5"}, Case{kTraditional, "GB18030"},
                      Case{kJapanese, "windows-31j"}, Case{kJapanese, "EUC-JP"},
                      Case{kJapanese, "ISO-2022-JP"}, Case{kKorean, "windows-949"},
                      Case{kRussian, "windows-1251"}, Case{kRussian, "KOI8-R"},
                      Case{kFrench, "windows-1252"}, Case{"年休假申请", "GB18030"},
                      Case{"id,name,count\n1,苹果,12\n2,香蕉,7\n3,橙子,90\n", "GB18030"},
                      Case{"plain text", "UTF-16LE"}));

TEST(Charset, AByteOrderMarkDecidesAndIsNotText) {
  EXPECT_EQ(ToUtf8("\xEF\xBB\xBFok").utf8, "ok");
  EXPECT_EQ(ToUtf8(std::string_view("\xFF\xFEo\0k\0", 6)).utf8, "ok");
}

TEST(Charset, ADeclarationThatDoesNotFitIsIgnored) {
  EXPECT_EQ(ToUtf8(kSimplified, "gb2312").utf8, kSimplified);
  EXPECT_EQ(ToUtf8(Encode(kSimplified, "GB18030"), "utf-8").utf8, kSimplified);
}

TEST(Charset, Gb2312MeansGb18030) {
  EXPECT_EQ(ToUtf8(Encode("朱镕基", "GB18030"), "gb2312").utf8, "朱镕基");
}

TEST(Charset, CleanDropsNulAndReplacesWhatIsInvalid) {
  EXPECT_EQ(Clean(std::string("a\0b", 3)), "ab");
  EXPECT_EQ(Clean("a\xFFz"), "a\xEF\xBF\xBDz");
  EXPECT_EQ(Clean("\xED\xA0\x80"), "\xEF\xBF\xBD");
  EXPECT_EQ(Clean("文渊"), "文渊");
}

TEST(Charset, OneDamagedByteDoesNotChangeTheCharset) {
  std::string bytes = Encode(kSimplified, "GB18030");
  bytes.insert(bytes.size() / 2, 1, '\xFF');
  const Text text = ToUtf8(bytes);
  EXPECT_EQ(text.charset, "GB18030");
  EXPECT_TRUE(text.damaged);
}

TEST(FromCharset, BelievesTheCharsetWhereTheBytesWouldBeUtf8Too) {
  EXPECT_EQ(FromCharset("\xC4\xA3", "GB18030").utf8, "模");
  EXPECT_EQ(ToUtf8("\xC4\xA3").utf8, "ģ");
  EXPECT_EQ(FromCharset("\xFF\xFE\x2D\x4E", "GB18030").utf8, "中") << "does not fit";
}

TEST(Charset, ReadsTextOfMainframes) {
  // "The plan, 2026: all of it." twice, a line each, as code page 37 writes it.
  const std::string line =
      "\xE3\x88\x85\x40\x97\x93\x81\x95\x6B\x40\xF2\xF0\xF2\xF6\x7A\x40\x81\x93\x93\x40\x96\x86"
      "\x40\x89\xA3\x4B\x15";
  const Text text = ToUtf8(line + line);
  EXPECT_EQ(text.charset, "IBM037");
  EXPECT_EQ(text.utf8, "The plan, 2026: all of it.\nThe plan, 2026: all of it.\n");
}

TEST(Charset, DoesNotTakeChineseForTheTextOfAMainframe) {
  const std::string gbk = "\xC4\xE3\xBA\xC3\xA3\xAC\xCA\xC0\xBD\xE7\xA1\xA3";
  std::string text;
  for (int i = 0; i < 10; ++i) text += gbk + "@";
  EXPECT_EQ(Detect(text), "GB18030");
}

TEST(Charset, ReadsAccentedLettersInsideWords) {
  EXPECT_EQ(Detect("la commande \xAB"
                   "\xA0"
                   "e\xA0"
                   "\xBB"
                   " n\x92"
                   "est pas support\xE9"
                   "e"),
            "windows-1252");
  EXPECT_EQ(Detect("Mettre \xE0"
                   " jour"),
            "windows-1252");
  EXPECT_EQ(Detect("Symbolgr\xF6"
                   "\xDF"
                   "e"),
            "windows-1252");
  EXPECT_EQ(Detect("nicht darstellbare \xC4"
                   "nderungen"),
            "windows-1252");
}

}  // namespace
}  // namespace wenyuan::charset
