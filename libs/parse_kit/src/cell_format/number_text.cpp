#include "number_text.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdio>
#include <utility>

namespace wenyuan::parse {
namespace {

constexpr std::size_t kMostDenominatorDigits = 3;

std::string Printed(const char* format, double value) {
  std::array<char, 400> buffer{};
  std::snprintf(buffer.data(), buffer.size(), format, value);
  return buffer.data();
}

// The decimal digits of a number without sign: d.dddd times ten to the power of `exponent`.
struct Decimal {
  std::string digits;
  int exponent = 0;
};

Decimal DecimalOf(double value) {
  const std::string printed = Printed("%.14e", value);  // 15 digits, as spreadsheets calculate
  const std::size_t e = printed.find('e');
  Decimal decimal{printed.substr(0, 1) + printed.substr(2, e - 2),
                  std::atoi(printed.c_str() + e + 1)};
  return decimal;
}

// "1234" and "57": rounded half up to so many decimals. The whole part of zero is empty.
std::pair<std::string, std::string> Rounded(double value, std::size_t decimals) {
  const Decimal decimal = DecimalOf(value);
  std::string all;
  const int whole = decimal.exponent + 1;
  if (whole < 0) all.append(static_cast<std::size_t>(-whole), '0');
  all += decimal.digits;
  const std::size_t point = whole < 0 ? 0 : static_cast<std::size_t>(whole);
  const std::size_t keep = point + decimals;
  if (all.size() < keep) all.append(keep - all.size(), '0');
  const bool up = all.size() > keep && all[keep] >= '5';
  all.resize(keep);
  std::size_t at = keep;
  bool carry = up;
  while (carry && at > 0) {
    char& digit = all[--at];
    carry = digit == '9';
    digit = carry ? '0' : static_cast<char>(digit + 1);
  }
  if (carry) all.insert(0, 1, '1');
  const std::size_t split = all.size() - decimals;
  std::string before = all.substr(0, split);
  before.erase(0, std::min(before.find_first_not_of('0'), before.size()));
  return {before, all.substr(split)};
}

using Tokens = std::vector<FormatToken>;

std::size_t CountDigits(const Tokens& tokens, std::size_t from, std::size_t to) {
  return static_cast<std::size_t>(
      std::count_if(tokens.begin() + static_cast<std::ptrdiff_t>(from),
                    tokens.begin() + static_cast<std::ptrdiff_t>(to),
                    [](const FormatToken& token) { return token.part == FormatPart::kDigit; }));
}

std::size_t Find(const Tokens& tokens, FormatPart part, std::size_t from, std::size_t to) {
  while (from < to && tokens[from].part != part) ++from;
  return from;
}

// The digits of a whole number into the places of tokens [from, to), the last digit first.
std::string WholePart(std::string digits, const Tokens& tokens, std::size_t from, std::size_t to,
                      bool thousands) {
  std::size_t places = CountDigits(tokens, from, to);
  if (places == 0) thousands = false;
  std::string reversed;
  std::size_t written = 0;
  const auto write = [&](char digit) {
    if (thousands && written > 0 && written % 3 == 0) reversed += ',';
    reversed += digit;
    ++written;
  };
  const auto take = [&] {
    const char digit = digits.back();
    digits.pop_back();
    write(digit);
  };
  for (std::size_t i = to; i-- > from;) {
    const FormatToken& token = tokens[i];
    if (token.part == FormatPart::kDigit) {
      --places;
      if (!digits.empty()) {
        take();
      } else if (token.text == "0") {
        write('0');
      }
      while (places == 0 && !digits.empty()) take();
    } else if (token.part == FormatPart::kText || token.part == FormatPart::kPercent) {
      reversed.append(token.text.rbegin(), token.text.rend());
    }
  }
  std::reverse(reversed.begin(), reversed.end());
  // A format without a place for whole numbers still shows them.
  return CountDigits(tokens, from, to) == 0 ? reversed + digits : reversed;
}

// ".50" by the tokens from the point on; a point without digits is left out.
std::string Decimals(const std::string& digits, const Tokens& tokens, std::size_t from,
                     std::size_t to) {
  std::string shown;
  std::size_t next = 0;
  bool any = false;
  for (std::size_t i = from; i < to; ++i) {
    const FormatToken& token = tokens[i];
    if (token.part == FormatPart::kDigit) {
      const bool more = digits.find_first_not_of('0', next) != std::string::npos;
      if (next < digits.size() && (token.text == "0" || more)) {
        if (!std::exchange(any, true)) shown += '.';
        shown += digits[next];
      }
      ++next;
    } else if (token.part == FormatPart::kText || token.part == FormatPart::kPercent) {
      shown += token.text;
    }
  }
  return shown;
}

std::string Plain(double value, const Tokens& tokens, std::size_t end) {
  const std::size_t point = Find(tokens, FormatPart::kPoint, 0, end);
  bool thousands = false;
  std::size_t last_digit = 0;
  for (std::size_t i = 0; i < point; ++i) {
    if (tokens[i].part == FormatPart::kDigit) last_digit = i;
  }
  std::size_t seen = 0;
  for (std::size_t i = 0; i < end; ++i) {
    if (tokens[i].part == FormatPart::kDigit) ++seen;
    if (tokens[i].part != FormatPart::kComma || seen == 0) continue;
    if (i < last_digit) {
      thousands = true;
    } else {
      value /= 1000;  // behind the last digit
    }
  }
  const auto [whole, decimals] = Rounded(value, CountDigits(tokens, point, end));
  return WholePart(whole, tokens, 0, point, thousands) + Decimals(decimals, tokens, point, end);
}

std::string Scientific(double value, const Tokens& tokens, std::size_t e) {
  const std::size_t point = Find(tokens, FormatPart::kPoint, 0, e);
  const int places = std::max(1, static_cast<int>(CountDigits(tokens, 0, point)));
  int exponent = value == 0 ? 0 : DecimalOf(value).exponent;
  // Engineers' exponents are multiples of the places before the point.
  const int step = exponent >= 0 ? exponent / places : -((-exponent + places - 1) / places);
  exponent = places > 1 ? step * places : exponent;
  std::string mantissa = Plain(value / std::pow(10.0, exponent), tokens, e);
  if (places == 1 && mantissa.substr(0, 2) == "10") {  // 9.99 rounded up
    ++exponent;
    mantissa = Plain(value / std::pow(10.0, exponent), tokens, e);
  }
  const auto [digits, none] = Rounded(std::abs(exponent), 0);
  const std::string_view sign = exponent < 0 ? "-" : tokens[e].text == "E-" ? "" : "+";
  return mantissa + "E" + std::string(sign) +
         WholePart(digits, tokens, e + 1, tokens.size(), false);
}

struct Fraction {
  long numerator = 0;
  long denominator = 1;
};

Fraction Nearest(double value, long most) {
  Fraction best;
  double off = 2;
  for (long denominator = 1; denominator <= most; ++denominator) {
    const long numerator = std::lround(value * static_cast<double>(denominator));
    const double error =
        std::abs(value - static_cast<double>(numerator) / static_cast<double>(denominator));
    if (error + 1e-12 < off) {
      off = error;
      best = {numerator, denominator};
    }
  }
  return best;
}

// "# ?/?", "??/??", "# ?/8".
std::string AsFraction(double value, const Tokens& tokens, std::size_t slash) {
  std::size_t numerator = slash;
  while (numerator > 0 && tokens[numerator - 1].part == FormatPart::kDigit) --numerator;
  const bool mixed = CountDigits(tokens, 0, numerator) > 0;
  const double whole = mixed ? std::floor(value) : 0;
  const std::size_t digits = CountDigits(tokens, slash, tokens.size());
  const long fixed = slash + 1 < tokens.size() ? std::atol(tokens[slash + 1].text.c_str()) : 0;
  Fraction fraction;
  if (fixed > 0) {
    fraction = {std::lround((value - whole) * static_cast<double>(fixed)), fixed};
  } else {
    const long most = std::lround(std::pow(
        10.0, static_cast<double>(std::clamp<std::size_t>(digits, 1, kMostDenominatorDigits))));
    fraction = Nearest(value - whole, most - 1);
  }
  const double carried = mixed && fraction.numerator == fraction.denominator ? whole + 1 : whole;
  const bool rest = fraction.numerator != 0 && carried == whole;
  std::string shown;
  if (mixed && (carried != 0 || !rest)) shown = Printed("%.0f", carried);
  if (rest || !mixed) {
    if (!shown.empty()) shown += ' ';
    shown += std::to_string(fraction.numerator) + "/" + std::to_string(fraction.denominator);
  }
  return shown;
}

}  // namespace

std::string GeneralNumber(double value) {
  if (std::abs(value) >= 1e15 || value == std::floor(value)) return Printed("%.15g", value);
  return Printed("%.10g", value);
}

std::string FormattedNumber(double value, const std::vector<FormatToken>& tokens) {
  const std::size_t end = tokens.size();
  const std::size_t general = Find(tokens, FormatPart::kGeneral, 0, end);
  const bool digits = CountDigits(tokens, 0, end) > 0;
  if (general < end || !digits) {
    std::string shown;
    for (const FormatToken& token : tokens) {
      shown += token.part == FormatPart::kGeneral ? GeneralNumber(value) : token.text;
    }
    return shown;
  }
  for (const FormatToken& token : tokens) {
    if (token.part == FormatPart::kPercent) value *= 100;
  }
  if (value >= 1e300) return GeneralNumber(value);
  const std::size_t exponent = Find(tokens, FormatPart::kExponent, 0, end);
  if (exponent < end) return Scientific(value, tokens, exponent);
  const std::size_t slash = Find(tokens, FormatPart::kSlash, 0, end);
  if (slash < end && value < 1e9 && slash > 0 && tokens[slash - 1].part == FormatPart::kDigit) {
    return AsFraction(value, tokens, slash);
  }
  return Plain(value, tokens, end);
}

}  // namespace wenyuan::parse
