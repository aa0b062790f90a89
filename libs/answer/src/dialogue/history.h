#pragma once

#include <span>
#include <vector>

#include "wenyuan/answer/answer.h"

namespace wenyuan::answer {

// What of a conversation is looked at: the last six turns, of each the first 2,000 bytes of
// question and answer, without what a model thought (<think>…</think>). Valid UTF-8 whatever was
// given.
std::vector<Turn> RecentTurns(std::span<const Turn> before);

}  // namespace wenyuan::answer
