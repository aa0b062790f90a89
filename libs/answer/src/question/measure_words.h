#pragma once

#include <string_view>

namespace wenyuan::answer {

// Whether a word of a question is an everyday word for what a name of a table says: 工资 for 月薪,
// "cost" for "Price (EUR)", 多重 for 质量.
bool MeansTheMeasure(std::string_view word, std::string_view name);

// Whether it is such a word at all: then a column that does not say it is another measure.
bool IsMeasureWord(std::string_view word);

}  // namespace wenyuan::answer
