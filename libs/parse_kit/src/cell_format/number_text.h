#pragma once

#include <string>
#include <vector>

#include "format_code.h"

namespace wenyuan::parse {

// As a spreadsheet shows a number that has no format: whole numbers in full, others with ten
// digits.
std::string GeneralNumber(double value);

// A number that is not negative by the tokens of a section that is no date.
std::string FormattedNumber(double value, const std::vector<FormatToken>& tokens);

}  // namespace wenyuan::parse
