#pragma once

#include <span>
#include <string_view>
#include <vector>

#include "wenyuan/answer/answerer.h"
#include "wenyuan/search/searcher.h"
#include "wenyuan/text/analyzer.h"

namespace wenyuan::answer {

// Where the passages say what a statement says: the sentence of each passage that holds most of
// its words. A passage proves it when most of the words stand in it, and every number and code. The
// passages that the statement names (their places) are looked at first; the others only when none
// of those proves it, since models misnumber. Empty: nothing proves it.
std::vector<Citation> Prove(const text::Analyzer& analyzer, std::string_view statement,
                            std::span<const std::size_t> named,
                            std::span<const search::Hit> passages);

}  // namespace wenyuan::answer
