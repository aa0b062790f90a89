#include "typed_runs.h"

#include <array>
#include <string>

#include "../words.h"
#include "wenyuan/text/utf8.h"

namespace wenyuan::answer {
namespace {

using std::string_view_literals::operator""sv;

constexpr std::u32string_view kChineseNumerals =
    U"〇零一二三四五六七八九十百千万亿萬億两兩几数半壹贰叁肆伍陆柒捌玖拾";
constexpr std::u32string_view kDigits = U"0123456789０１２３４５６７８９";
constexpr std::u32string_view kMagnitudes = U"万亿萬億千百";
constexpr std::u32string_view kInside = U":/-–—~～－至到";
constexpr std::u32string_view kBefore = U"$¥￥€£约-±+第";
constexpr std::u32string_view kPercent = U"%％‰°℃";
constexpr std::u32string_view kMeasures =
    U"个個名位人年月日天周次元件家种種条條项項倍米岁歲届屆座部本层層"
    U"分秒时時辆輛只隻场場章篇首集班艘架台臺封份句处處款期级級票支枚块塊";
constexpr std::array kTimeUnits = {
    "年"sv,     "月份"sv,   "月"sv,     "日"sv,   "号"sv,   "號"sv,   "小时"sv,
    "小時"sv,   "时"sv,     "時"sv,     "点"sv,   "點"sv,   "分钟"sv, "分鐘"sv,
    "分"sv,     "秒"sv,     "天"sv,     "周"sv,   "週"sv,   "世纪"sv, "世紀"sv,
    "年代"sv,   "个月"sv,   "個月"sv,   "季度"sv, "星期"sv, "周年"sv, "个工作日"sv,
    "个小时"sv, "個小時"sv, "工作日"sv, "年间"sv, "年間"sv};
constexpr std::array kTimeTails = {"以内"sv, "之内"sv, "之前"sv, "以前"sv, "内"sv,
                                   "內"sv,   "前"sv,   "初"sv,   "末"sv,   "底"sv,
                                   "中旬"sv, "上旬"sv, "下旬"sv};
constexpr std::array kTimeHeads = {"公元前"sv, "西元前"sv, "公元"sv, "西元"sv, "民国"sv, "民國"sv,
                                   "清晨"sv,   "上午"sv,   "下午"sv, "晚上"sv, "凌晨"sv, "中午"sv,
                                   "昭和"sv,   "光绪"sv,   "光緒"sv, "乾隆"sv, "康熙"sv, "每年"sv,
                                   "每月"sv,   "每周"sv,   "同年"sv, "农历"sv, "農曆"sv};
constexpr std::array kMonths = {"january"sv,  "february"sv, "march"sv,  "april"sv,     "may"sv,
                                "june"sv,     "july"sv,     "august"sv, "september"sv, "october"sv,
                                "november"sv, "december"sv, "jan"sv,    "feb"sv,       "mar"sv,
                                "apr"sv,      "jun"sv,      "jul"sv,    "aug"sv,       "sept"sv,
                                "sep"sv,      "oct"sv,      "nov"sv,    "dec"sv};
constexpr std::array kEnglishTimeUnits = {
    "years"sv,   "year"sv,    "months"sv, "month"sv,         "weeks"sv,        "week"sv, "days"sv,
    "day"sv,     "hours"sv,   "hour"sv,   "minutes"sv,       "minute"sv,       "am"sv,   "pm"sv,
    "seconds"sv, "century"sv, "bc"sv,     "business days"sv, "working days"sv, "a.m."sv, "p.m."sv};
constexpr std::array kEnglishNumbers = {
    "one"sv,      "two"sv,     "three"sv,   "four"sv,    "five"sv,   "six"sv,    "seven"sv,
    "eight"sv,    "nine"sv,    "ten"sv,     "eleven"sv,  "twelve"sv, "twenty"sv, "thirty"sv,
    "forty"sv,    "fifty"sv,   "sixty"sv,   "seventy"sv, "eighty"sv, "ninety"sv, "hundred"sv,
    "thousand"sv, "million"sv, "billion"sv, "trillion"sv};

bool IsAsciiWord(char c) {
  return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
}

bool In(std::u32string_view set, char32_t c) { return set.find(c) != std::u32string_view::npos; }

class Scanner {
 public:
  explicit Scanner(std::string_view text) : text_(text), lower_(Lower(text)) {}

  std::vector<TypedRun> Scan() {
    for (at_ = 0; at_ < text_.size();) {
      const std::size_t begin = at_;
      if (!Run()) {
        at_ = begin;
        text::NextCharacter(text_, at_);
      }
    }
    return std::move(runs_);
  }

 private:
  [[nodiscard]] char32_t Peek(std::size_t at) const {
    return at < text_.size() ? text::NextCharacter(text_, at) : U'\0';
  }
  [[nodiscard]] std::size_t After(std::size_t at) const {
    text::NextCharacter(text_, at);
    return at;
  }
  [[nodiscard]] std::size_t SkipBlank(std::size_t at) const {
    while (at < text_.size() && text_[at] == ' ') ++at;
    return at;
  }

  // Digits with what stands inside them ("1,280.5"), then 万, 亿 or %; or Chinese numerals, or
  // number words of English. The end, or `at` when no numeral stands there.
  [[nodiscard]] std::size_t Numeral(std::size_t at) const {
    if (In(kDigits, Peek(at))) {
      std::size_t end = at;
      while (end < text_.size()) {
        const char32_t c = Peek(end);
        const bool joins =
            (c == '.' || c == ',' || c == U'．' || c == ':') && In(kDigits, Peek(After(end)));
        if (!In(kDigits, c) && !joins) break;
        end = After(end);
      }
      while (In(kMagnitudes, Peek(end)) || In(kPercent, Peek(end))) end = After(end);
      const std::size_t word = SkipBlank(end);
      if (const std::size_t length = LongestAt(lower_, word, kEnglishNumbers);
          length > 0 && word > end) {
        end = word + length;
      }
      return end;
    }
    std::size_t end = at;
    while (In(kChineseNumerals, Peek(end))) end = After(end);
    if (end > at) return end;
    while (const std::size_t length = LongestAt(lower_, end, kEnglishNumbers)) {
      end += length;
      const std::size_t next = SkipBlank(end);
      const bool joined = next < text_.size() && text_[next] == '-';
      const std::size_t word = joined ? next + 1 : next;
      if (LongestAt(lower_, word, kEnglishNumbers) == 0) break;
      end = word;
    }
    return end;
  }

  // Units of time behind a numeral ("年", " days"); `at` when none stands there.
  [[nodiscard]] std::size_t TimeUnit(std::size_t at) const {
    std::size_t length = LongestAt(lower_, at, kTimeUnits);
    if (length > 0) return at + length;
    const std::size_t word = SkipBlank(at);
    length = LongestAt(lower_, word, kEnglishTimeUnits);
    return length > 0 ? word + length : at;
  }

  // "March 31, 2027", "31 March 2027", "March 2027"; 0 when no month stands at `at`.
  [[nodiscard]] std::size_t EnglishDate(std::size_t at) const {
    const std::size_t month = LongestAt(lower_, at, kMonths);
    if (month == 0) return 0;
    if (lower_.compare(at, month, "may") == 0 && text_[at] != 'M') return 0;
    std::size_t end = at + month;
    if (end < text_.size() && text_[end] == '.') ++end;
    for (int part = 0; part < 2; ++part) {
      std::size_t next = SkipBlank(end);
      if (next < text_.size() && text_[next] == ',') next = SkipBlank(next + 1);
      if (!In(kDigits, Peek(next))) break;
      while (In(kDigits, Peek(next))) next = After(next);
      const std::size_t ordinal = LongestAt(lower_, next, kOrdinals);
      end = next + ordinal;
    }
    return end;
  }

  bool Run() {
    const std::size_t begin = at_;
    if (begin > 0 && IsAsciiWord(text_[begin - 1])) return false;  // inside a code: PPR-9087
    if (begin > 1 && text_[begin - 1] == '-' && IsAsciiWord(text_[begin - 2])) return false;
    if (const std::size_t date = EnglishDate(at_); date > 0) return Keep(begin, date, true);
    std::size_t at = at_ + LongestAt(text_, at_, kTimeHeads);
    const bool headed = at > at_;
    if (In(kBefore, Peek(at))) at = After(at);
    if (headed && Peek(at) == U'的') return false;
    bool time = headed;
    bool counted = false;
    std::size_t end = at;
    std::size_t parts = 0;
    for (;;) {
      const std::size_t numeral = Numeral(end);
      if (numeral == end) break;
      const bool lone =
          parts == 0 && !In(kDigits, Peek(end)) && After(end) == numeral && text::IsHan(Peek(end));
      std::size_t unit = TimeUnit(numeral);
      const std::size_t blank = SkipBlank(numeral);
      const std::size_t date = blank > numeral ? EnglishDate(blank) : 0;
      if (date > 0) unit = date;
      if (lone && unit == numeral && !In(kMeasures, Peek(numeral))) break;
      ++parts;
      time = time || unit > numeral;
      counted = true;
      end = unit;
      // A range or the next unit of the same date: "3月", "10至20", "2001－2005".
      const std::size_t next = In(kInside, Peek(end)) ? After(end) : end;
      if (Numeral(next) == next) break;
      if (next == end && unit == numeral) break;  // two numerals side by side
      end = next;
    }
    if (!counted) return false;
    if (!time && LooksLikeTime(text_.substr(at, end - at))) time = true;
    if (time) end += LongestAt(text_, end, kTimeTails);
    return Keep(begin, end, time);
  }

  // A year of four digits, or a time of day.
  [[nodiscard]] static bool LooksLikeTime(std::string_view run) {
    if (run.size() == 4) return run[0] == '1' || run.starts_with("20");
    return run.find(':') != std::string_view::npos ||
           (run.size() >= 8 && run[4] == '-' && run.find_first_not_of("0123456789-/") == run.npos);
  }

  bool Keep(std::size_t begin, std::size_t end, bool time) {
    if (end <= begin) return false;
    runs_.push_back({begin, end, time ? TypedRun::Kind::kTime : TypedRun::Kind::kNumber});
    at_ = end;
    return true;
  }

  static constexpr std::array kOrdinals = {"st"sv, "nd"sv, "rd"sv, "th"sv};

  const std::string_view text_;
  const std::string lower_;
  std::size_t at_ = 0;
  std::vector<TypedRun> runs_;
};

}  // namespace

std::vector<TypedRun> TypedRunsIn(std::string_view text) { return Scanner(text).Scan(); }

}  // namespace wenyuan::answer
