#pragma once

#include <span>
#include <vector>

#include "wenyuan/answer/answer.h"
#include "wenyuan/base/clock.h"
#include "wenyuan/search/searcher.h"

namespace wenyuan::answer {

// Puts sentences that differ in their numbers alone, as two versions of one rule do, in the order
// of their documents: those that hold before those that have expired, then the newest first. All
// others stay where they are. `hits` are the passages that the sentences cite.
void NewestFirst(std::span<const search::Hit> hits, UnixMillis now,
                 std::vector<Sentence>& sentences);

}  // namespace wenyuan::answer
