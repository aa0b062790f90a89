#pragma once

#include <string>

#include "format_code.h"

namespace wenyuan::parse {

// The day and time that so many days after the first one are, by a section that is a date; empty
// where that is no day that spreadsheets know.
std::string FormattedDate(double value, int first_day, const FormatSection& section);

}  // namespace wenyuan::parse
