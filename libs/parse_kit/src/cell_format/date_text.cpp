#include "date_text.h"

#include <algorithm>
#include <array>
#include <chrono>
#include <cmath>

#include "wenyuan/parse_kit/list_number.h"

namespace wenyuan::parse {
namespace {

constexpr double kLastDay = 2'958'465;  // of the year 9999

constexpr std::array<std::string_view, 12> kMonths = {
    "January", "February", "March",     "April",   "May",      "June",
    "July",    "August",   "September", "October", "November", "December"};
constexpr std::array<std::string_view, 7> kDays = {"Sunday",   "Monday", "Tuesday", "Wednesday",
                                                   "Thursday", "Friday", "Saturday"};
constexpr std::array<std::string_view, 7> kChineseDays = {"日", "一", "二", "三", "四", "五", "六"};

struct Moment {
  int year = 0;
  unsigned month = 1;
  unsigned day = 1;
  unsigned weekday = 0;  // Sunday 0
  long seconds = 0;      // of the day
  double value = 0;      // the whole, in days
};

// Serial day 60 is 29 February 1900, which never was: days before it count from one day later.
Moment MomentOf(double value, int first_day, bool whole_seconds) {
  long days = static_cast<long>(std::floor(value));
  const double rest = (value - std::floor(value)) * 86'400;
  long seconds = whole_seconds ? std::lround(rest) : static_cast<long>(rest + 1e-6);
  if (seconds >= 86'400) {
    seconds = 0;
    ++days;
  }
  const long serial = days + first_day;
  const std::chrono::sys_days day = std::chrono::sys_days(std::chrono::year(1899) / 12 / 30) +
                                    std::chrono::days(serial < 60 ? serial + 1 : serial);
  const std::chrono::year_month_day date(day);
  return {static_cast<int>(date.year()),
          static_cast<unsigned>(date.month()),
          static_cast<unsigned>(date.day()),
          std::chrono::weekday(day).c_encoding(),
          seconds,
          value};
}

std::string Padded(long number, std::size_t width) {
  std::string text = std::to_string(number);
  if (text.size() < width) text.insert(0, width - text.size(), '0');
  return text;
}

class DateWriter {
 public:
  DateWriter(const Moment& moment, const FormatSection& section)
      : moment_(moment), section_(section) {
    for (const FormatToken& token : section.tokens) {
      half_days_ = half_days_ || token.part == FormatPart::kHalfDay;
    }
  }

  std::string Write() {
    std::string text;
    for (std::size_t i = 0; i < section_.tokens.size(); ++i) text += Shown(i);
    return text;
  }

 private:
  std::string Shown(std::size_t index) {
    const FormatToken& token = section_.tokens[index];
    switch (token.part) {
      case FormatPart::kDate:
        return token.text[0] == 'm' && IsMinute(index) ? Minute(token.text.size())
                                                       : Letters(token.text);
      case FormatPart::kElapsed:
        return Elapsed(token.text);
      case FormatPart::kHalfDay:
        return HalfDay(token.text);
      case FormatPart::kDigit:
        return Fraction(index);
      case FormatPart::kPoint:
        return index > 0 && section_.tokens[index - 1].text[0] == 's' ? "." : token.text;
      case FormatPart::kGeneral:
      case FormatPart::kExponent:
        return {};
      default:
        return token.text;
    }
  }

  [[nodiscard]] static bool IsClock(const FormatToken& token, std::string_view letters) {
    return (token.part == FormatPart::kDate || token.part == FormatPart::kElapsed) &&
           letters.find(token.text[0]) != std::string_view::npos;
  }

  // An m is a minute behind hours or before seconds.
  [[nodiscard]] bool IsMinute(std::size_t index) const {
    for (std::size_t i = index; i-- > 0;) {
      if (section_.tokens[i].part != FormatPart::kDate &&
          section_.tokens[i].part != FormatPart::kElapsed) {
        continue;
      }
      if (IsClock(section_.tokens[i], "h")) return true;
      break;
    }
    for (std::size_t i = index + 1; i < section_.tokens.size(); ++i) {
      if (section_.tokens[i].part != FormatPart::kDate &&
          section_.tokens[i].part != FormatPart::kElapsed) {
        continue;
      }
      return IsClock(section_.tokens[i], "s");
    }
    return false;
  }

  [[nodiscard]] std::string Number(long number, std::size_t width) const {
    if (!section_.chinese_digits) return Padded(number, width);
    return FormatListNumber(static_cast<unsigned>(number), "chineseCounting");
  }

  [[nodiscard]] std::string Year(std::size_t letters) const {
    std::string year = Padded(moment_.year, 4);
    if (letters <= 2) year = year.substr(2);
    if (!section_.chinese_digits) return year;
    static constexpr std::array<std::string_view, 10> kDigits = {"〇", "一", "二", "三", "四",
                                                                 "五", "六", "七", "八", "九"};
    std::string han;
    for (const char digit : year) han += kDigits[static_cast<std::size_t>(digit - '0')];
    return han;
  }

  [[nodiscard]] std::string Minute(std::size_t letters) const {
    return Number(moment_.seconds / 60 % 60, letters);
  }

  [[nodiscard]] std::string Name(const std::array<std::string_view, 7>& names) const {
    return std::string(names[moment_.weekday]);
  }

  [[nodiscard]] std::string Letters(const std::string& letters) const {
    const std::size_t count = letters.size();
    switch (letters[0]) {
      case 'y':
        return Year(count);
      case 'e':  // the year of an era; ours has them all
        return Year(4);
      case 'm':
        if (count <= 2) return Number(moment_.month, count);
        if (section_.chinese) return FormatListNumber(moment_.month, "chineseCounting") + "月";
        if (count == 5) return std::string(kMonths[moment_.month - 1].substr(0, 1));
        return std::string(kMonths[moment_.month - 1].substr(0, count == 3 ? 3 : 9));
      case 'd':
        if (count <= 2) return Number(moment_.day, count);
        if (section_.chinese) return (count == 3 ? "周" : "星期") + Name(kChineseDays);
        return Name(kDays).substr(0, count == 3 ? 3 : 9);
      case 'a':
        if (count < 3) return letters;
        return (count == 3 ? "" : "星期") + Name(kChineseDays);
      case 'h': {
        const long hour = moment_.seconds / 3600;
        return Number(half_days_ ? (hour + 11) % 12 + 1 : hour, count);
      }
      case 's':
        return Number(moment_.seconds % 60, count);
      default:
        return {};
    }
  }

  [[nodiscard]] std::string Elapsed(const std::string& letters) const {
    const double seconds =
        std::floor(moment_.value) * 86'400 + static_cast<double>(moment_.seconds);
    const double unit = letters[0] == 'h' ? 3600 : letters[0] == 'm' ? 60 : 1;
    return Padded(static_cast<long>(std::floor(seconds / unit)), letters.size());
  }

  [[nodiscard]] std::string HalfDay(std::string_view mark) const {
    const bool morning = moment_.seconds < 43'200;
    if (mark == "a/p") return morning ? "A" : "P";
    if (mark == "am/pm" && !section_.chinese) return morning ? "AM" : "PM";
    return morning ? "上午" : "下午";
  }

  // One digit of the seconds' fraction.
  [[nodiscard]] std::string Fraction(std::size_t index) const {
    std::size_t place = 0;
    while (index > place && section_.tokens[index - place].part == FormatPart::kDigit) ++place;
    if (section_.tokens[index - place].part != FormatPart::kPoint) return {};
    const double seconds = moment_.value * 86'400;
    const double shifted =
        std::floor((seconds - std::floor(seconds + 1e-6)) * std::pow(10.0, place) + 1e-4);
    return std::to_string(static_cast<long>(std::max(shifted, 0.0)) % 10);
  }

  const Moment& moment_;
  const FormatSection& section_;
  bool half_days_ = false;
};

}  // namespace

std::string FormattedDate(double value, int first_day, const FormatSection& section) {
  if (value < 0 || value > kLastDay) return {};
  bool fractions = false;
  for (const FormatToken& token : section.tokens) {
    fractions = fractions || token.part == FormatPart::kDigit;
  }
  const Moment moment = MomentOf(value, first_day, !fractions);
  return DateWriter(moment, section).Write();
}

}  // namespace wenyuan::parse
