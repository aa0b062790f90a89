#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace wenyuan::answer {

// The unit that a text names: "万元" in "单位：万元" and in "营业收入（万元）", "in millions" in
// "(In millions, except per share amounts)"; empty when it names none.
std::string UnitIn(std::string_view text);

// The unit of a cell: of its own text ("128元", "30%": none besides), of its column, its row, or
// what stands above the table, in this order. `above` may say that some rows are excepted.
std::string UnitOf(std::string_view value, const std::vector<std::string>& column,
                   const std::vector<std::string>& row, std::string_view above);

}  // namespace wenyuan::answer
