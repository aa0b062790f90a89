#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "reading.h"

namespace wenyuan::answer {

// A statement cut at commas and semicolons into parts that each say something of their own; a
// statement that cannot be cut is the only one.
std::vector<std::string> PartsOf(const TextReading& said);

// Without the words at the beginning that only name where it is from: "According to the records,",
// 根据判决书，, 报告显示，.
std::string_view WithoutSource(std::string_view statement);

}  // namespace wenyuan::answer
