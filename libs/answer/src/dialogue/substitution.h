#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "follow_up.h"
#include "wenyuan/text/analyzer.h"

namespace wenyuan::answer {

// `before`, asked of what `said` newly names ("年假有几天？" and "那病假呢？" make "病假有几天？"),
// the likeliest first: in the place of what is of its kind (the same last character, the same form
// of number or code, behind the same preposition), else of each thing that it names, and at last
// added to the whole. Requires said.new_thing. Pure.
std::vector<std::string> Substitutions(const text::Analyzer& analyzer, std::string_view before,
                                       const FollowUp& said);

}  // namespace wenyuan::answer
