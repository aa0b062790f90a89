#include "language_model.h"

#include <algorithm>
#include <cstdint>
#include <string_view>
#include <vector>

#include "frequency_tables.h"

namespace wenyuan::charset {
namespace {

constexpr float kNonsense = -18;
constexpr float kRareHan = -15;

// What the dictionary cannot tell, by hand.
constexpr std::u32string_view kChinesePunctuation = U"，。、：；？！（）《》「」『』【】“”‘’—…·";
constexpr std::u32string_view kJapanesePunctuation = U"、。「」『』・ー（）！？〜　";
constexpr std::u32string_view kWesternPunctuation = U"“”‘’–—…•€£©®°«»·§¿¡";
constexpr std::u32string_view kWesternLetters = U"éèêëàâäáãåæçìíîïñòóôõöøùúûüßœÉÈÀÁÄÖÜÇÑÅØ";
constexpr std::u32string_view kKoreanSyllables =
    U"이다는의에가을를로고하지기사은한도시자대서리어인나그일정해과아있었것수라보니으들전장제게만부"
    U"주국여상동스유구신모소연안조미비관우원방경마세성공오위와";
// By falling frequency, the first about one letter in ten.
constexpr std::u32string_view kCyrillicLetters = U"оеаинтсрвлкмдпуяыьгзбчйхжшюцщэфъёіїєґ";

bool Has(std::u32string_view set, char32_t character) {
  return set.find(character) != std::u32string_view::npos;
}

bool Within(char32_t character, char32_t first, char32_t last) {
  return character >= first && character <= last;
}

struct HanTable {
  std::vector<std::uint8_t> half_nats = std::vector<std::uint8_t>(0x10000);

  explicit HanTable(const FrequencyLevel* levels) {
    for (; levels->characters != nullptr; ++levels) {
      for (const char16_t character : std::u16string_view(levels->characters)) {
        half_nats[character] = static_cast<std::uint8_t>(levels->half_nats);
      }
    }
  }

  [[nodiscard]] float Score(char32_t character) const {
    const auto level = character < 0x10000 ? half_nats[character] : std::uint8_t{0};
    return level == 0 ? kRareHan : -static_cast<float>(level) / 2;
  }
};

LanguageScores All(float score) {
  LanguageScores scores;
  scores.fill(score);
  return scores;
}

bool IsAsciiLetter(char32_t character) {
  return Within(character, U'A', U'Z') || Within(character, U'a', U'z');
}

bool IsWideLetter(char32_t character) {
  return Within(character, 0x3400, 0x9FFF) || Within(character, 0xAC00, 0xD7A3);
}

// An accented letter inside a Western word, read as half of a double-byte character, stands alone
// between letters.
LanguageScores AfterLetter(LanguageScores scores, char32_t previous) {
  constexpr float kLess = 4;
  if (!IsAsciiLetter(previous)) return scores;
  for (const LanguageIndex wide : {kSimplified, kTraditional, kJapanese, kKorean}) {
    scores[wide] -= kLess;
  }
  return scores;
}

LanguageScores ScoreHan(char32_t character) {
  static const HanTable simplified(kSimplifiedLevels);
  static const HanTable traditional(kTraditionalLevels);
  LanguageScores scores = All(kNonsense);
  scores[kSimplified] = simplified.Score(character);
  scores[kTraditional] = traditional.Score(character);
  const float best = std::max(scores[kSimplified], scores[kTraditional]);
  scores[kJapanese] = std::max(best - 1.0F, kRareHan);
  scores[kKorean] = std::max(best - 4.0F, kRareHan);
  return scores;
}

LanguageScores ScorePunctuation(char32_t character) {
  LanguageScores scores = All(-11);
  if (character == 0xA0) {  // a space, French has many
    scores[kLatin] = scores[kCyrillic] = -4;
    return scores;
  }
  if (Has(kChinesePunctuation, character)) scores[kSimplified] = scores[kTraditional] = -4.5F;
  if (Has(kJapanesePunctuation, character)) scores[kJapanese] = -4.0F;
  if (Has(kWesternPunctuation, character)) {
    scores[kLatin] = scores[kCyrillic] = -5;
    scores[kKorean] = -8;
  }
  return scores;
}

LanguageScores ScoreAccented(char32_t character, char32_t previous) {
  LanguageScores scores = All(-13);
  scores[kLatin] = Has(kWesternLetters, character) ? -5.0F : -9.0F;
  // Western words seldom have two accented letters in a row; double-byte text read as Western does.
  if (previous >= 0x80) scores[kLatin] -= 6;
  return scores;
}

LanguageScores ScoreCyrillic(char32_t character, char32_t previous) {
  LanguageScores scores = All(-13);
  const char32_t lower = Within(character, U'А', U'Я')   ? character + 32
                         : Within(character, U'Ѐ', U'Џ') ? character + 80
                                                         : character;
  const auto rank = kCyrillicLetters.find(lower);
  const float letter =
      rank == std::u32string_view::npos ? -10.0F : -2.3F - 0.1F * static_cast<float>(rank);
  // A capital inside a word is what KOI8-R and windows-1251 read as each other look like.
  const bool inside = Within(previous, U'а', U'я');
  scores[kCyrillic] = lower == character ? letter : letter - (inside ? 5.0F : 2.5F);
  // No word mixes the two alphabets; Western text read as Cyrillic does.
  if (Within(previous, U'A', U'Z') || Within(previous, U'a', U'z')) scores[kCyrillic] -= 6;
  return scores;
}

LanguageScores ScoreAscii(char32_t character, char32_t previous) {
  const bool control = character < 0x20 && character != '\t' && character != '\n' &&
                       character != '\r' && character != '\f';
  if (control || character == 0x7F) return All(-14);
  LanguageScores scores = All(-3.5F);
  if (!IsAsciiLetter(character)) return scores;
  scores[kCyrillic] -= Within(previous, 0x400, 0x4FF) ? 6.0F : 0.3F;
  if (IsWideLetter(previous) && character >= U'a') {
    for (const LanguageIndex wide : {kSimplified, kTraditional, kJapanese, kKorean}) {
      scores[wide] -= 2;
    }
  }
  return scores;
}

}  // namespace

LanguageScores ScoreCharacter(char32_t character, char32_t previous) {
  if (character == 0) return All(kNonsense);
  if (character < 0x80) return ScoreAscii(character, previous);
  if (character < 0xA0) return All(-14);
  if (Within(character, 0x4E00, 0x9FFF) || Within(character, 0x3400, 0x4DBF)) {
    return AfterLetter(ScoreHan(character), previous);
  }
  if (Within(character, 0x3041, 0x30FE) && character != U'・' && character != U'ー') {
    LanguageScores scores = All(-14);
    scores[kJapanese] = character < 0x30A0 ? -4.0F : -5.0F;
    return scores;
  }
  if (Within(character, 0xFF61, 0xFF9F)) {  // half-width katakana
    LanguageScores scores = All(-16);
    scores[kJapanese] = -7;
    return AfterLetter(scores, previous);
  }
  if (Within(character, 0xAC00, 0xD7A3)) {
    LanguageScores scores = All(-15);
    scores[kKorean] = Has(kKoreanSyllables, character) ? -4.5F : -7.5F;
    return AfterLetter(scores, previous);
  }
  if (Within(character, 0xC0, 0x17F) && character != 0xD7 && character != 0xF7) {
    return ScoreAccented(character, previous);
  }
  if (Within(character, 0x400, 0x4FF)) return ScoreCyrillic(character, previous);
  if (Within(character, 0xA0, 0xBF) || Within(character, 0x2010, 0x22FF) ||
      Within(character, 0x3000, 0x303F) || Within(character, 0xFF01, 0xFF60) ||
      character == U'・' || character == U'ー') {
    return ScorePunctuation(character);
  }
  if (Within(character, 0xE000, 0xF8FF) || Within(character, 0xD800, 0xDFFF) ||
      character == 0xFFFD) {
    return All(kNonsense);
  }
  // Greek, box drawing, planes above the first: possible, never common.
  return All(character > 0xFFFF ? -22.0F : -13.0F);
}

}  // namespace wenyuan::charset
