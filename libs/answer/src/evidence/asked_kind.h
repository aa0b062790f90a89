#pragma once

#include <string_view>

namespace wenyuan::answer {

// Whether a text offers the kind of thing that a question asks for: a weight to who asks how heavy,
// a time to who asks how long, an amount of money to who asks what it costs, a colour, a number of
// a telephone. `named` is what a value stands under (a row's and a column's names), which may say
// the kind in place of a unit. True of all questions that ask for no such kind.
bool OffersTheKind(std::string_view question, std::string_view text, std::string_view named = {});

}  // namespace wenyuan::answer
