#include "wenyuan/parse_kit/cell_format.h"

#include <array>
#include <cmath>
#include <utility>

#include "date_text.h"
#include "format_code.h"
#include "number_text.h"
#include "wenyuan/parse_kit/strings.h"

namespace wenyuan::parse {
namespace {

constexpr std::size_t kLongestCode = 1'000;  // Excel has at most 255 characters

bool Holds(const FormatSection& section, double value) {
  switch (section.comparison) {
    case Comparison::kLess:
      return value < section.bound;
    case Comparison::kLessEqual:
      return value <= section.bound;
    case Comparison::kEqual:
      return value == section.bound;
    case Comparison::kUnequal:
      return value != section.bound;
    case Comparison::kMore:
      return value > section.bound;
    case Comparison::kMoreEqual:
      return value >= section.bound;
    case Comparison::kNone:
      break;
  }
  return false;
}

// The section for a value; of a positive, a negative and a zero one where none has a condition.
std::size_t SectionFor(const FormatCode& code, double value) {
  const std::size_t numeric = std::min<std::size_t>(code.sections.size(), 3);
  bool conditions = false;
  for (std::size_t i = 0; i < numeric; ++i) {
    if (Holds(code.sections[i], value)) return i;
    conditions = conditions || code.sections[i].comparison != Comparison::kNone;
  }
  if (conditions) {
    for (std::size_t i = 0; i < numeric; ++i) {
      if (code.sections[i].comparison == Comparison::kNone && (i > 0 || value >= 0)) return i;
    }
    return numeric - 1;
  }
  if (value < 0 && numeric > 1) return 1;
  return value == 0 && numeric > 2 ? 2 : 0;
}

}  // namespace

CellFormat CellFormat::FromCode(std::string_view code) {
  CellFormat format;
  if (code.empty() || code.size() > kLongestCode || code == "@") return format;
  if (FindIgnoringCase(code, "general") == 0 && code.size() == 7) return format;
  format.code_ = std::make_shared<const FormatCode>(ReadFormatCode(code));
  return format;
}

CellFormat CellFormat::BuiltIn(int id) {
  static constexpr std::array<std::pair<int, std::string_view>, 52> kCodes = {{
      {1, "0"},
      {2, "0.00"},
      {3, "#,##0"},
      {4, "#,##0.00"},
      {5, "$#,##0_);($#,##0)"},
      {6, "$#,##0_);($#,##0)"},
      {7, "$#,##0.00_);($#,##0.00)"},
      {8, "$#,##0.00_);($#,##0.00)"},
      {9, "0%"},
      {10, "0.00%"},
      {11, "0.00E+00"},
      {12, "# ?/?"},
      {13, "# ?\?/?\?"},
      {14, "yyyy-mm-dd"},
      {15, "d-mmm-yy"},
      {16, "d-mmm"},
      {17, "mmm-yy"},
      {18, "h:mm AM/PM"},
      {19, "h:mm:ss AM/PM"},
      {20, "h:mm"},
      {21, "h:mm:ss"},
      {22, "yyyy-mm-dd h:mm"},
      {27, "yyyy\"年\"m\"月\""},
      {28, "m\"月\"d\"日\""},
      {29, "m\"月\"d\"日\""},
      {30, "yyyy-mm-dd"},
      {31, "yyyy\"年\"m\"月\"d\"日\""},
      {32, "h\"时\"mm\"分\""},
      {33, "h\"时\"mm\"分\"ss\"秒\""},
      {34, "上午/下午h\"时\"mm\"分\""},
      {35, "上午/下午h\"时\"mm\"分\"ss\"秒\""},
      {36, "yyyy\"年\"m\"月\""},
      {37, "#,##0_);(#,##0)"},
      {38, "#,##0_);(#,##0)"},
      {39, "#,##0.00_);(#,##0.00)"},
      {40, "#,##0.00_);(#,##0.00)"},
      {41, "#,##0_);(#,##0);\"-\""},
      {42, "$#,##0_);$(#,##0);$\"-\""},
      {43, "#,##0.00_);(#,##0.00);\"-\"??"},
      {44, "$#,##0.00_);$(#,##0.00);$\"-\"??"},
      {45, "mm:ss"},
      {46, "[h]:mm:ss"},
      {47, "mm:ss.0"},
      {48, "##0.0E+0"},
      {50, "yyyy\"年\"m\"月\""},
      {51, "m\"月\"d\"日\""},
      {52, "yyyy\"年\"m\"月\""},
      {53, "m\"月\"d\"日\""},
      {54, "m\"月\"d\"日\""},
      {55, "上午/下午h\"时\"mm\"分\""},
      {57, "yyyy\"年\"m\"月\""},
      {58, "m\"月\"d\"日\""},
  }};
  for (const auto& [number, code] : kCodes) {
    if (number == id) return FromCode(code);
  }
  return {};
}

std::string CellFormat::Show(double value, int first_day) const {
  if (code_ == nullptr) return GeneralNumber(value);
  const std::size_t index = SectionFor(*code_, value);
  const FormatSection& section = code_->sections[index];
  if (section.date) {
    const std::string date = FormattedDate(value, first_day, section);
    return date.empty() ? GeneralNumber(value) : std::string(Trim(date));
  }
  if (section.tokens.size() == 1 && section.tokens[0].text == "@") return GeneralNumber(value);
  // A section of its own for what is negative says how that looks.
  const bool own = index > 0 || section.comparison != Comparison::kNone;
  const std::string_view sign = value < 0 && !own ? "-" : "";
  return std::string(sign) + std::string(Trim(FormattedNumber(std::abs(value), section.tokens)));
}

}  // namespace wenyuan::parse
