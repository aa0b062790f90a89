#include "hwp/old_character.h"

#include <array>
#include <cstdint>
#include <string_view>

#include "wenyuan/charset/charset.h"
#include "wenyuan/parse_kit/strings.h"

namespace wenyuan::parse {
namespace {

constexpr std::string_view kKorean = "windows-949";  // has all of KS X 1001
constexpr int kNone = -1;
constexpr int kFiller = -2;  // this letter of the syllable is not there

// Five bits for each letter: their places in Unicode's order.
int Initial(unsigned code) {
  if (code == 1) return kFiller;
  return code >= 2 && code <= 20 ? static_cast<int>(code) - 2 : kNone;
}

int Vowel(unsigned code) {
  if (code == 2) return kFiller;
  if (code < 3 || code > 29 || code % 8 < 2) return kNone;
  return static_cast<int>(code - 3 - code / 8 * 2);
}

int Final(unsigned code) {
  if (code == 0 || code == 18 || code > 29) return kNone;
  return static_cast<int>(code < 18 ? code - 1 : code - 2);
}

bool AppendSyllable(std::string& text, char16_t character) {
  constexpr unsigned kFive = 0x1F;
  const int initial = Initial(character >> 10U & kFive);
  const int vowel = Vowel(character >> 5U & kFive);
  const int final = Final(character & kFive);
  if (initial == kNone || vowel == kNone || final == kNone) return false;
  if (initial != kFiller && vowel != kFiller) {
    AppendUtf8(text, static_cast<char32_t>(0xAC00 + (initial * 21 + vowel) * 28 + final));
    return true;
  }
  if (final != 0) return false;
  if (initial != kFiller) {  // a letter alone
    constexpr std::u32string_view kLetters = U"ㄱㄲㄴㄷㄸㄹㅁㅂㅃㅅㅆㅇㅈㅉㅊㅋㅌㅍㅎ";
    AppendUtf8(text, kLetters[static_cast<std::size_t>(initial)]);
  } else if (vowel != kFiller) {
    AppendUtf8(text, static_cast<char32_t>(U'ㅏ' + static_cast<char32_t>(vowel)));
  } else {
    return false;
  }
  return true;
}

// A character of KS X 1001: signs come in rows of 96, of which the last two are empty; Han
// characters in rows of 94.
bool AppendStandard(std::string& text, unsigned first_row, unsigned last_row, unsigned in_row,
                    unsigned index) {
  constexpr unsigned kColumns = 94;
  const unsigned row = first_row + index / in_row;
  const unsigned column = index % in_row;
  if (row > last_row || column >= kColumns) return false;
  const std::array<char, 2> bytes = {static_cast<char>(row), static_cast<char>(0xA1 + column)};
  const charset::Text read =
      charset::FromCharset(std::string_view(bytes.data(), bytes.size()), kKorean);
  if (read.damaged || read.charset != kKorean) return false;
  text += read.utf8;
  return true;
}

}  // namespace

bool AppendOldHangul(std::string& text, char16_t character) {
  constexpr char16_t kSigns = 0x3401;
  constexpr char16_t kHan = 0x4000;
  constexpr char16_t kSyllables = 0x8000;
  if (character >= kSyllables) return AppendSyllable(text, character);
  if (character >= kHan) return AppendStandard(text, 0xCA, 0xFD, 94, character - kHan);
  if (character >= kSigns) return AppendStandard(text, 0xA1, 0xAC, 96, character - kSigns);
  if (character < ' ' || character >= 0x7F) return false;
  text += static_cast<char>(character);
  return true;
}

}  // namespace wenyuan::parse
