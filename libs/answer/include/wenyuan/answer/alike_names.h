#pragma once

#include <memory>

#include "wenyuan/answer/answerer.h"
#include "wenyuan/llm/embedder.h"
#include "wenyuan/text/analyzer.h"

namespace wenyuan::answer {

// Asks `same` once more what it refuses, with one phrase as a table that was found calls it, where
// that means the same (人力成本, where a row is called 人工成本); only a cell, or what is worked
// out from cells, is an answer then, and Answer::understood says what was asked. While the embedder
// is away it is refused as before. What is given must outlive it.
std::unique_ptr<Answerer> MakeAlikeNamesAnswerer(const text::Analyzer& analyzer,
                                                 const llm::Embedder& embedder,
                                                 const Answerer& same);

}  // namespace wenyuan::answer
