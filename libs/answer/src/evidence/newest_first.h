#pragma once

#include <span>
#include <vector>

#include "wenyuan/answer/answer.h"
#include "wenyuan/base/clock.h"
#include "wenyuan/search/searcher.h"

namespace wenyuan::answer {

// Puts sentences that are versions of one (the same but for numbers, or for one stretch of words)
// in the order of their documents, the newest first; behind what holds, what documents say that do
// not hold yet, and behind that, what those say that have expired. Else their order stays. `hits`
// are the passages that the sentences cite.
void NewestFirst(std::span<const search::Hit> hits, UnixMillis now,
                 std::vector<Sentence>& sentences);

}  // namespace wenyuan::answer
