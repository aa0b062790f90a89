#include "eras.h"

#include <algorithm>
#include <array>
#include <string_view>

#include "wenyuan/text/utf8.h"

namespace wenyuan::answer {
namespace {

using std::string_view_literals::operator""sv;

struct Era {
  std::u32string_view written;
  std::u32string_view code;
};

// Whole as they stand.
constexpr std::array<Era, 23> kWhole = {
    {{U"南北朝"sv, U"南北朝"sv}, {U"六朝"sv, U"六朝"sv}, {U"五代十国"sv, U"五代"sv},
     {U"五代十國"sv, U"五代"sv}, {U"魏晋"sv, U"魏晋"sv}, {U"魏晉"sv, U"魏晋"sv},
     {U"隋唐"sv, U"隋唐"sv},     {U"明清"sv, U"明清"sv}, {U"北宋"sv, U"宋北"sv},
     {U"南宋"sv, U"宋南"sv},     {U"西汉"sv, U"汉西"sv}, {U"西漢"sv, U"汉西"sv},
     {U"东汉"sv, U"汉东"sv},     {U"東漢"sv, U"汉东"sv}, {U"西晋"sv, U"晋西"sv},
     {U"西晉"sv, U"晋西"sv},     {U"东晋"sv, U"晋东"sv}, {U"東晉"sv, U"晋东"sv},
     {U"西周"sv, U"周西"sv},     {U"东周"sv, U"周东"sv}, {U"東周"sv, U"周东"sv},
     {U"晚清"sv, U"清末"sv},     {U"晚唐"sv, U"唐末"sv}}};

// With 时代 or 时期 behind them; alone they are other words, too.
constexpr std::array<Era, 21> kPeriods = {
    {{U"春秋"sv, U"春秋"sv}, {U"战国"sv, U"战国"sv}, {U"戰國"sv, U"战国"sv}, {U"三国"sv, U"三国"sv},
     {U"三國"sv, U"三国"sv}, {U"民国"sv, U"民国"sv}, {U"民國"sv, U"民国"sv}, {U"奈良"sv, U"奈良"sv},
     {U"平安"sv, U"平安"sv}, {U"镰仓"sv, U"镰仓"sv}, {U"鎌倉"sv, U"镰仓"sv}, {U"鐮倉"sv, U"镰仓"sv},
     {U"室町"sv, U"室町"sv}, {U"江户"sv, U"江户"sv}, {U"江戶"sv, U"江户"sv}, {U"江戸"sv, U"江户"sv},
     {U"明治"sv, U"明治"sv}, {U"大正"sv, U"大正"sv}, {U"昭和"sv, U"昭和"sv}, {U"平成"sv, U"平成"sv},
     {U"令和"sv, U"令和"sv}}};
constexpr std::array kPeriod = {U"时代"sv, U"時代"sv, U"时期"sv, U"時期"sv, U"年间"sv, U"年間"sv};

// With 代 or 朝 behind them, or 末, 初.
struct Dynasty {
  char32_t written;
  char32_t code;
  std::u32string_view not_behind;  // 公元, 供应商
};
constexpr std::array<Dynasty, 17> kDynasties = {{{U'夏', U'夏', U"华初仲盛"sv},
                                                 {U'商', U'商', U"应销厂供应商貿贸易廠"sv},
                                                 {U'周', U'周', U"每上下本一二两三四五六"sv},
                                                 {U'秦', U'秦', U""sv},
                                                 {U'汉', U'汉', U"武好"sv},
                                                 {U'漢', U'汉', U"武好"sv},
                                                 {U'晋', U'晋', U""sv},
                                                 {U'晉', U'晋', U""sv},
                                                 {U'隋', U'隋', U""sv},
                                                 {U'唐', U'唐', U"荒"sv},
                                                 {U'宋', U'宋', U""sv},
                                                 {U'辽', U'辽', U""sv},
                                                 {U'遼', U'辽', U""sv},
                                                 {U'元', U'元', U"公美欧歐日单單港万億亿"sv},
                                                 {U'明', U'明', U"光黎清文说說表证證"sv},
                                                 {U'清', U'清', U"结結还還"sv},
                                                 {U'殷', U'商', U""sv}}};
constexpr std::u32string_view kNotAfterDai = U"表理码碼价價替言课課办辦购購工号號数數为為";
constexpr std::u32string_view kNotAfterChao = U"鲜鮮向着著阳陽";

bool In(std::u32string_view set, char32_t c) { return set.find(c) != std::u32string_view::npos; }

EraAt Make(std::u32string_view code, std::size_t end) {
  EraAt era;
  for (const char32_t c : code) text::AppendCharacter(era.code, c);
  era.end = end;
  return era;
}

std::optional<EraAt> DynastyAt(const Folded& text, std::size_t at) {
  const std::u32string& letters = text.text;
  const auto dynasty = std::find_if(kDynasties.begin(), kDynasties.end(),
                                    [&](const Dynasty& one) { return one.written == letters[at]; });
  if (dynasty == kDynasties.end() || at + 1 >= letters.size()) return std::nullopt;
  if (at > 0 && In(dynasty->not_behind, letters[at - 1])) return std::nullopt;
  const char32_t behind = at + 2 < letters.size() ? letters[at + 2] : U' ';
  const std::u32string code(1, dynasty->code);
  switch (letters[at + 1]) {
    case U'代':
      return In(kNotAfterDai, behind) ? std::nullopt : std::optional(Make(code, at + 2));
    case U'朝':
      return In(kNotAfterChao, behind) ? std::nullopt : std::optional(Make(code, at + 2));
    case U'末':
    case U'初': {
      // 周末, 夏初 are no years.
      const bool season =
          dynasty->code == U'周' || dynasty->code == U'夏' || dynasty->code == U'商';
      if (season) return std::nullopt;
      return Make(code + letters[at + 1], at + 2);
    }
    default:
      return std::nullopt;
  }
}

}  // namespace

std::optional<EraAt> ReadEra(const Folded& text, std::size_t at) {
  const char32_t first = text.text[at];
  if (!text::IsHan(first)) return std::nullopt;
  for (const Era& era : kWhole) {
    if (first == era.written.front() && text.StandsAt(at, era.written))
      return Make(era.code, at + era.written.size());
  }
  for (const Era& era : kPeriods) {
    if (first != era.written.front() || !text.StandsAt(at, era.written)) continue;
    const std::size_t end = at + era.written.size();
    for (const std::u32string_view period : kPeriod) {
      if (text.StandsAt(end, period)) return Make(era.code, end + period.size());
    }
  }
  return DynastyAt(text, at);
}

}  // namespace wenyuan::answer
