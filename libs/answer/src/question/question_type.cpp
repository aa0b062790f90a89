#include "question_type.h"

#include <algorithm>
#include <array>
#include <string>

#include "../words.h"
#include "wenyuan/text/utf8.h"

namespace wenyuan::answer {
namespace {

using Words = std::span<const std::string_view>;
using std::string_view_literals::operator""sv;

constexpr std::array kTimeQuestions = {
    "什么时候"sv,  "什麼時候"sv, "甚麼時候"sv,   "何时"sv,      "何時"sv,      "哪年"sv,
    "哪一年"sv,    "哪月"sv,     "哪一月"sv,     "哪个月"sv,    "哪天"sv,      "哪一天"sv,
    "哪个世纪"sv,  "哪個世紀"sv, "哪个朝代"sv,   "哪個朝代"sv,  "哪个年代"sv,  "几年"sv,
    "幾年"sv,      "几月"sv,     "幾月"sv,       "几点"sv,      "幾點"sv,      "时间"sv,
    "時間"sv,      "时期"sv,     "時期"sv,       "多久"sv,      "年份"sv,      "日期"sv,
    "期限"sv,      "when"sv,     "how long"sv,   "how often"sv, "what year"sv, "which year"sv,
    "what date"sv, "what day"sv, "what month"sv, "what time"sv};
constexpr std::array kTimeWords = {
    "世纪"sv,      "世紀"sv,     "年代"sv,     "朝"sv,       "小时"sv,     "小時"sv,
    "分钟"sv,      "日内"sv,     "日前"sv,     "个月"sv,     "个工作日"sv, "january"sv,
    "february"sv,  "march"sv,    "april"sv,    "june"sv,     "july"sv,     "august"sv,
    "september"sv, "october"sv,  "november"sv, "december"sv, "monday"sv,   "tuesday"sv,
    "wednesday"sv, "thursday"sv, "friday"sv,   "saturday"sv, "sunday"sv,   "century"sv,
    "year"sv,      "years"sv,    "month"sv,    "months"sv,   "day"sv,      "days"sv,
    "hour"sv,      "hours"sv,    "week"sv,     "weeks"sv,    "minutes"sv,  "daily"sv,
    "weekly"sv};
constexpr std::array kNumberQuestions = {"多少"sv,        "几"sv,           "幾"sv,
                                         "多大"sv,        "多高"sv,         "多长"sv,
                                         "多長"sv,        "多宽"sv,         "多寬"sv,
                                         "多远"sv,        "多遠"sv,         "多重"sv,
                                         "多深"sv,        "多快"sv,         "人口"sv,
                                         "面积"sv,        "面積"sv,         "单价"sv,
                                         "價格"sv,        "价格"sv,         "how many"sv,
                                         "how much"sv,    "how far"sv,      "how old"sv,
                                         "how tall"sv,    "how large"sv,    "how big"sv,
                                         "how high"sv,    "what percent"sv, "what percentage"sv,
                                         "what number"sv, "what amount"sv,  "what is the number"sv};
constexpr std::array kNumberWords = {
    "one"sv,    "two"sv,    "three"sv,   "four"sv,     "five"sv,    "six"sv,
    "seven"sv,  "eight"sv,  "nine"sv,    "ten"sv,      "eleven"sv,  "twelve"sv,
    "twenty"sv, "thirty"sv, "hundred"sv, "thousand"sv, "million"sv, "billion"sv,
    "half"sv,   "twice"sv,  "once"sv,    "dozen"sv,    "third"sv,   "second"sv};
constexpr std::array kPersonQuestions = {"谁"sv,     "誰"sv,     "哪位"sv,   "哪一位"sv,
                                         "哪两位"sv, "什么人"sv, "什麼人"sv, "何人"sv,
                                         "who"sv,    "whom"sv,   "whose"sv};
constexpr std::array kPlaceQuestions = {
    "哪里"sv,          "哪裡"sv,       "哪裏"sv,       "哪儿"sv,       "何处"sv,
    "何處"sv,          "何地"sv,       "什么地方"sv,   "什麼地方"sv,   "哪个城市"sv,
    "哪個城市"sv,      "哪座城市"sv,   "哪个国家"sv,   "哪個國家"sv,   "哪国"sv,
    "哪國"sv,          "哪个省"sv,     "哪個省"sv,     "哪个地区"sv,   "哪個地區"sv,
    "地址"sv,          "where"sv,      "what city"sv,  "which city"sv, "what country"sv,
    "which country"sv, "what state"sv, "which state"sv};
constexpr std::array kPlaceWords = {"省"sv, "市"sv, "县"sv, "縣"sv, "区"sv,  "區"sv, "州"sv,
                                    "国"sv, "國"sv, "镇"sv, "鎮"sv, "村"sv,  "岛"sv, "島"sv,
                                    "港"sv, "路"sv, "街"sv, "山"sv, "河"sv,  "洲"sv, "楼"sv,
                                    "樓"sv, "室"sv, "in"sv, "at"sv, "near"sv};
constexpr std::array kReasonQuestions = {"为什么"sv,  "為什麼"sv, "为何"sv, "為何"sv,
                                         "原因"sv,    "何故"sv,   "why"sv,  "reason"sv,
                                         "reasons"sv, "cause"sv};
constexpr std::array kReasonWords = {"因为"sv,    "因為"sv,    "由于"sv,   "由於"sv,  "因"sv,
                                     "导致"sv,    "導致"sv,    "所以"sv,   "为了"sv,  "為了"sv,
                                     "使得"sv,    "because"sv, "due to"sv, "since"sv, "therefore"sv,
                                     "so that"sv, "reason"sv,  "cause"sv,  "caused"sv};
constexpr std::array kMannerQuestions = {
    "如何"sv,    "怎么"sv,    "怎麼"sv,   "怎样"sv,    "怎樣"sv,    "how do"sv, "how does"sv,
    "how did"sv, "how can"sv, "how is"sv, "how are"sv, "how was"sv, "how to"sv};
constexpr std::array kMannerWords = {"通过"sv, "通過"sv,    "透过"sv,  "透過"sv,
                                     "以"sv,   "用"sv,      "方法"sv,  "方式"sv,
                                     "by"sv,   "through"sv, "using"sv, "with"sv};
constexpr std::array kDefinitionQuestions = {"是什么"sv,   "是什麼"sv,   "什么是"sv,  "什麼是"sv,
                                             "指什么"sv,   "叫什么"sv,   "what is"sv, "what are"sv,
                                             "what was"sv, "what does"sv};
constexpr std::array kDefinitionWords = {"是"sv, "指"sv,  "称"sv,  "稱"sv,    "为"sv,    "為"sv,
                                         "is"sv, "are"sv, "was"sv, "means"sv, "called"sv};
constexpr std::array kTitleQuestions = {"哪部"sv,   "哪一部"sv, "哪本"sv, "哪一本"sv, "哪首"sv,
                                        "哪一首"sv, "哪张"sv,   "哪篇"sv, "名称"sv,   "名稱"sv};
constexpr std::array kTitleWords = {"《"sv, "「"sv, "“"sv, "『"sv, "\""sv};
constexpr std::array kPersonMarks = {"·"sv, "先生"sv, "女士"sv, "经理"sv, "主任"sv};
constexpr std::array kListQuestions = {"哪些"sv,       "哪几"sv,      "哪兩"sv,     "哪两"sv,
                                       "哪三"sv,       "哪四"sv,      "哪五"sv,     "哪幾"sv,
                                       "几种"sv,       "分别"sv,      "分別"sv,     "包括"sv,
                                       "what are"sv,   "which are"sv, "包含什么"sv, "what kinds"sv,
                                       "what types"sv, "list"sv,      "names of"sv};
constexpr std::array kMayBlank = {
    "什么"sv,   "什麼"sv,   "甚麼"sv,     "哪些"sv,     "哪个"sv,     "哪個"sv,     "哪里"sv,
    "哪裡"sv,   "哪裏"sv,   "哪一"sv,     "哪"sv,       "谁"sv,       "誰"sv,       "多少"sv,
    "怎么"sv,   "怎麼"sv,   "怎样"sv,     "怎樣"sv,     "如何"sv,     "为何"sv,     "為何"sv,
    "为什么"sv, "為什麼"sv, "何时"sv,     "何時"sv,     "何处"sv,     "何處"sv,     "何地"sv,
    "何人"sv,   "几"sv,     "幾"sv,       "多久"sv,     "多大"sv,     "多长"sv,     "多高"sv,
    "what"sv,   "which"sv,  "who"sv,      "whom"sv,     "whose"sv,    "when"sv,     "where"sv,
    "why"sv,    "how"sv,    "how many"sv, "how much"sv, "how long"sv, "how often"sv};
constexpr std::array kParticles = {"吗"sv, "嗎"sv, "呢"sv, "是否"sv,
                                   "是"sv, "的"sv, "了"sv, "在"sv};
// These contain a word that asks and do not ask.
constexpr std::array kNotAsking = {"几何"sv, "幾何"sv, "几乎"sv, "幾乎"sv, "任何"sv};
constexpr std::u32string_view kNumerals =
    U"0123456789０１２３４５６７８９一二三四五六七八九十百千万萬亿億两兩零〇半";
constexpr std::u32string_view kTimeUnits = U"年月日号號天时時点點周週秒";
constexpr std::u32string_view kSurnames =
    U"王李张張刘劉陈陳杨楊赵趙黄黃周吴吳徐孙孫胡朱高林何郭马馬罗羅梁宋郑鄭谢謝韩韓唐冯馮于董萧蕭程"
    U"曹袁邓鄧许許"
    U"傅沈曾彭吕呂苏蘇卢盧蒋蔣蔡贾賈丁魏薛叶葉阎余潘杜戴夏钟鐘汪田任姜范方石姚谭廖邹熊金陆陸郝孔白"
    U"崔康毛邱秦江史顾顧"
    U"侯邵孟龙万段雷钱汤尹黎易常武乔贺赖龚文";

struct TypeRule {
  QuestionType type;
  Words asked_by;
};
constexpr std::array<TypeRule, 8> kRules = {{{QuestionType::kTime, kTimeQuestions},
                                             {QuestionType::kNumber, kNumberQuestions},
                                             {QuestionType::kPerson, kPersonQuestions},
                                             {QuestionType::kPlace, kPlaceQuestions},
                                             {QuestionType::kReason, kReasonQuestions},
                                             {QuestionType::kManner, kMannerQuestions},
                                             {QuestionType::kDefinition, kDefinitionQuestions},
                                             {QuestionType::kTitle, kTitleQuestions}}};

bool In(std::u32string_view set, char32_t c) { return set.find(c) != std::u32string_view::npos; }

// Whether a numeral stands there; with `units`, whether one of these follows it.
bool HasNumeral(std::string_view text, std::u32string_view units) {
  bool numeral = false;
  for (std::size_t at = 0; at < text.size();) {
    const char32_t c = text::NextCharacter(text, at);
    if (numeral && In(units, c)) return true;
    if (In(kNumerals, c)) {
      if (units.empty() && c < 0x3000) return true;
      numeral = true;
    } else if (c != U' ') {
      if (numeral && units.empty() && text::IsHan(c)) return true;  // 三个, 五名
      numeral = false;
    }
  }
  return false;
}

bool HasYear(std::string_view text) {
  std::size_t digits = 0;
  for (const char c : text) {
    if (c >= '0' && c <= '9') {
      ++digits;
    } else {
      if (digits == 4) return true;
      digits = 0;
    }
  }
  return digits == 4;
}

// A capitalised word behind another one: not only because the sentence begins with it.
bool HasEnglishName(std::string_view text) {
  bool capital_before = false;
  for (std::size_t at = 0; at < text.size();) {
    std::size_t end = at;
    while (end < text.size() && text[end] != ' ') ++end;
    const bool capital = end > at + 1 && text[at] >= 'A' && text[at] <= 'Z' &&
                         text[at + 1] >= 'a' && text[at + 1] <= 'z';
    if (capital && capital_before) return true;
    capital_before = capital;
    at = end + 1;
  }
  return false;
}

bool HasSurname(std::string_view text) {
  for (std::size_t at = 0; at < text.size();) {
    if (In(kSurnames, text::NextCharacter(text, at))) return true;
  }
  return false;
}

}  // namespace

std::vector<QuestionType> TypesOf(std::string_view question) {
  const std::string lower = Lower(question);
  std::vector<QuestionType> types;
  for (const TypeRule& rule : kRules) {
    if (HasAny(lower, rule.asked_by)) types.push_back(rule.type);
  }
  return types;
}

bool Fits(QuestionType type, std::string_view text) {
  const std::string lower = Lower(text);
  switch (type) {
    case QuestionType::kTime:
      return HasNumeral(text, kTimeUnits) || HasYear(text) || HasAny(lower, kTimeWords);
    case QuestionType::kNumber:
      return HasNumeral(text, {}) || HasAny(lower, kNumberWords);
    case QuestionType::kPerson:
      return HasEnglishName(text) || HasAny(lower, kPersonMarks) || HasSurname(text);
    case QuestionType::kPlace:
      return HasAny(lower, kPlaceWords);
    case QuestionType::kReason:
      return HasAny(lower, kReasonWords);
    case QuestionType::kManner:
      return HasAny(lower, kMannerWords);
    case QuestionType::kDefinition:
      return HasAny(lower, kDefinitionWords);
    case QuestionType::kTitle:
      return HasAny(lower, kTitleWords);
  }
  return false;
}

bool AsksForSeveral(std::string_view question) { return HasAny(Lower(question), kListQuestions); }

std::vector<Interrogative> InterrogativesIn(std::string_view question) {
  const std::string lower = Lower(question);
  std::vector<Interrogative> found;
  for (std::size_t at = 0; at < lower.size();) {
    if (const std::size_t skipped = LongestAt(lower, at, kNotAsking); skipped > 0) {
      at += skipped;
    } else if (const std::size_t length = LongestAt(lower, at, kMayBlank); length > 0) {
      found.push_back({at, at + length});
      at += length;
    } else {
      ++at;
    }
  }
  return found;
}

std::string WithoutQuestionWords(std::string_view question) {
  std::string blanked(question);
  for (const Interrogative& word : InterrogativesIn(question)) {
    std::fill(blanked.begin() + static_cast<std::ptrdiff_t>(word.begin),
              blanked.begin() + static_cast<std::ptrdiff_t>(word.end), ' ');
  }
  for (std::size_t at = 0; at < blanked.size();) {
    const std::size_t length = LongestAt(blanked, at, kParticles);
    std::fill_n(blanked.begin() + static_cast<std::ptrdiff_t>(at), length, ' ');
    at += std::max<std::size_t>(length, 1);
  }
  return blanked;
}

}  // namespace wenyuan::answer
