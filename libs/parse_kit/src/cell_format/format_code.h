#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace wenyuan::parse {

enum class FormatPart : std::uint8_t {
  kText,      // as it stands
  kDigit,     // '0', '#' or '?'
  kPoint,     // of a number, or of the seconds
  kComma,     // thousands
  kPercent,   // '%'
  kExponent,  // "E+" or "E-"
  kSlash,     // of a fraction; of a date it is text
  kGeneral,
  kDate,     // a letter of y m d h s a e, repeated
  kElapsed,  // the same in brackets
  kHalfDay,  // "AM/PM", "A/P", "上午/下午"
};

struct FormatToken {
  FormatPart part = FormatPart::kText;
  std::string text;  // letters in lower case
};

enum class Comparison : std::uint8_t {
  kNone,
  kLess,
  kLessEqual,
  kEqual,
  kUnequal,
  kMore,
  kMoreEqual
};

// What stands between two semicolons of a format code.
struct FormatSection {
  std::vector<FormatToken> tokens;
  Comparison comparison = Comparison::kNone;
  double bound = 0;
  bool date = false;
  bool chinese = false;         // names of months and days
  bool chinese_digits = false;  // [DBNum1]
};

struct FormatCode {
  std::vector<FormatSection> sections;  // at most four, at least one
};

// Never fails: what it does not know is text.
FormatCode ReadFormatCode(std::string_view code);

}  // namespace wenyuan::parse
