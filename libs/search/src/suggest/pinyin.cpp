#include "pinyin.h"

#include <unicode/normalizer2.h>
#include <unicode/translit.h>
#include <unicode/unistr.h>

#include <array>
#include <utility>

#include "wenyuan/text/utf8.h"

namespace wenyuan::search {
namespace {

constexpr char32_t kFirst = 0x4E00;
constexpr char32_t kLast = 0x9FFF;
constexpr char16_t kDiaeresis = 0x308;

// Second readings that everyday words have; ICU gives one for each character.
struct SecondReading {
  char32_t character;
  std::string_view syllable;
};
constexpr std::array<SecondReading, 34> kSecondReadings = {
    {{U'行', "hang"},  {U'长', "zhang"}, {U'长', "chang"}, {U'重', "chong"}, {U'重', "zhong"},
     {U'乐', "yue"},   {U'还', "huan"},  {U'都', "du"},    {U'觉', "jiao"},  {U'调', "diao"},
     {U'调', "tiao"},  {U'参', "shen"},  {U'便', "pian"},  {U'会', "kuai"},  {U'单', "shan"},
     {U'朝', "zhao"},  {U'系', "ji"},    {U'藏', "zang"},  {U'传', "zhuan"}, {U'弹', "dan"},
     {U'降', "xiang"}, {U'校', "jiao"},  {U'率', "lv"},    {U'率', "shuai"}, {U'血', "xie"},
     {U'曾', "zeng"},  {U'曾', "ceng"},  {U'地', "di"},    {U'得', "de"},    {U'载', "zai"},
     {U'折', "zhe"},   {U'模', "mu"},    {U'差', "chai"},  {U'厦', "sha"}}};

// Letters without tones; empty for what is no Latin syllable.
std::string WithoutTones(const icu::UnicodeString& text, const icu::Normalizer2& decompose) {
  UErrorCode status = U_ZERO_ERROR;
  const icu::UnicodeString letters = decompose.normalize(text, status);
  std::string plain;
  for (std::int32_t i = 0; i < letters.length(); ++i) {
    const char16_t c = letters[i];
    if (c >= u'a' && c <= u'z') {
      plain += static_cast<char>(c);
    } else if (c >= u'A' && c <= u'Z') {
      plain += static_cast<char>(c - u'A' + u'a');
    } else if (c == kDiaeresis && !plain.empty() && plain.back() == 'u') {
      plain.back() = 'v';
    } else if ((c < 0x300 || c > 0x36F) && c != u'\'' && c != 0x2019) {
      return {};
    }
  }
  for (std::size_t at = plain.find("ve"); at != std::string::npos; at = plain.find("ve", at)) {
    plain[at] = 'u';  // lüe and nüe are typed lue and nue
  }
  return U_SUCCESS(status) != 0 ? plain : std::string();
}

const icu::Normalizer2* Decompose(UErrorCode& status) {
  return icu::Normalizer2::getNFDInstance(status);
}

}  // namespace

Result<std::unique_ptr<const Pinyin>> Pinyin::Make() {
  UErrorCode status = U_ZERO_ERROR;
  const std::unique_ptr<icu::Transliterator> read(
      icu::Transliterator::createInstance("Han-Latin", UTRANS_FORWARD, status));
  const icu::Normalizer2* const decompose = Decompose(status);
  if (U_FAILURE(status) != 0 || read == nullptr || decompose == nullptr) {
    return Error{ErrorCode::kUnavailable,
                 std::string("cannot load ICU's pinyin (transliterator Han-Latin): ") +
                     u_errorName(status) + "; install ICU's data files"};
  }
  std::unique_ptr<Pinyin> pinyin(new Pinyin);
  pinyin->syllables_.reserve(kLast - kFirst + 1);
  for (char32_t c = kFirst; c <= kLast; ++c) {
    icu::UnicodeString text(static_cast<UChar32>(c));
    read->transliterate(text);
    pinyin->syllables_.push_back(WithoutTones(text, *decompose));
  }
  return std::unique_ptr<const Pinyin>(std::move(pinyin));
}

Result<const Pinyin*> Pinyin::Get() {
  static const Result<std::unique_ptr<const Pinyin>> made = Make();
  if (!made) return made.error();
  return made->get();
}

std::vector<Pinyin::Reading> Pinyin::Read(std::string_view word) const {
  std::vector<Reading> readings(1);
  for (std::size_t at = 0; at < word.size();) {
    const char32_t c = text::NextCharacter(word, at);
    if (c < kFirst || c > kLast || syllables_[c - kFirst].empty()) return {};
    const std::string& first = syllables_[c - kFirst];
    const std::size_t before = readings.size();
    for (const SecondReading& second : kSecondReadings) {
      if (second.character != c || second.syllable == first) continue;
      for (std::size_t i = 0; i < before && readings.size() < kMostReadings; ++i) {
        readings.push_back({readings[i].full + std::string(second.syllable),
                            readings[i].initials + second.syllable.front()});
      }
    }
    for (std::size_t i = 0; i < before; ++i) {
      readings[i].full += first;
      readings[i].initials += first.front();
    }
  }
  return readings;
}

std::string Pinyin::Typed(std::string_view text) {
  UErrorCode status = U_ZERO_ERROR;
  const icu::Normalizer2* const decompose = Decompose(status);
  if (U_FAILURE(status) != 0) return {};
  return WithoutTones(
      icu::UnicodeString::fromUTF8({text.data(), static_cast<std::int32_t>(text.size())}),
      *decompose);
}

}  // namespace wenyuan::search
