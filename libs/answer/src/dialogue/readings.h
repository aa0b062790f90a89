#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "follow_up.h"
#include "wenyuan/answer/answer.h"
#include "wenyuan/text/analyzer.h"

namespace wenyuan::answer {

// What a question that leans on the turns before it may mean, as whole questions, the likeliest
// first, at most five; none when nothing before says. Questions among the turns that lean
// themselves are made whole first, by their likeliest reading. Pure, and the same for the same
// conversation: which reading is right, the documents must say.
std::vector<std::string> Readings(const text::Analyzer& analyzer, std::string_view question,
                                  const FollowUp& said, std::span<const Turn> turns);

}  // namespace wenyuan::answer
