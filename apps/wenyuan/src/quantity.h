#pragma once

#include <cstdint>
#include <string>

namespace wenyuan::app {

// "4.68 GB": decimal units, three digits.
std::string FormatBytes(double bytes);
// "7.62B": thousands, millions, billions of parameters.
std::string FormatCount(double count);
// "5.6 %".
std::string FormatShare(double part, double whole);
// What is counted or is bytes, as JSON has it: without an exponent.
std::uint64_t Whole(double number);
// With so many digits behind the point.
std::string FormatDecimal(double number, int digits);

}  // namespace wenyuan::app
