#pragma once

#include <memory>
#include <string>
#include <string_view>

namespace wenyuan::parse {

struct FormatCode;

// The days between the two ways in which workbooks count.
constexpr int kFirstDay1904 = 1'462;

// How a spreadsheet shows a number: with thousands, currency, percent, as fraction, date or time,
// by the code of its format. Copies share what they know.
class CellFormat {
 public:
  CellFormat() = default;  // "General"
  // From a format code such as #,##0.00;[Red]-#,##0.00 or yyyy"年"m"月".
  static CellFormat FromCode(std::string_view code);
  // From the number of a format that every workbook knows. Those that depend on the reader's
  // country are dates as 2026-01-31, or Chinese.
  static CellFormat BuiltIn(int id);

  // Requires a finite value. `first_day` is 0, or kFirstDay1904 in a workbook that counts so. Empty
  // where the format hides the value.
  [[nodiscard]] std::string Show(double value, int first_day) const;

 private:
  std::shared_ptr<const FormatCode> code_;
};

}  // namespace wenyuan::parse
