#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace wenyuan::parse {

// The days between the two ways in which workbooks count.
constexpr int kFirstDay1904 = 1'462;

// How a spreadsheet shows a number: dates, times and percentages as such, others in full.
class CellFormat {
 public:
  CellFormat() = default;
  // From a format code such as yyyy"年"m"月".
  static CellFormat FromCode(std::string_view code);
  // From the number of a format that every workbook knows.
  static CellFormat BuiltIn(int id);

  // Requires a finite value. `first_day` is 0, or kFirstDay1904 in a workbook that counts so.
  [[nodiscard]] std::string Show(double value, int first_day) const;

 private:
  enum class Kind : std::uint8_t { kGeneral, kDate, kTime, kDateTime, kPercent };
  CellFormat(Kind kind, int decimals) : kind_(kind), decimals_(decimals) {}

  Kind kind_ = Kind::kGeneral;
  int decimals_ = 0;  // of a percentage
};

}  // namespace wenyuan::parse
