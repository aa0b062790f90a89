#pragma once

#include <optional>
#include <span>
#include <string>

#include "../question/question_reading.h"
#include "wenyuan/base/clock.h"
#include "wenyuan/base/result.h"
#include "wenyuan/llm/embedder.h"
#include "wenyuan/search/searcher.h"
#include "wenyuan/text/analyzer.h"

namespace wenyuan::answer {

// The question with one of its phrases as a table calls it: 人力成本 where a row is called
// 人工成本. Names, codes and numbers are never taken for others. Nothing when no name of a row or a
// column means the same clearly better than its neighbours do. Errors as Embedder::Embed.
Result<std::optional<std::string>> InWordsOfTables(const text::Analyzer& analyzer,
                                                   const llm::Embedder& embedder,
                                                   const QuestionReading& question,
                                                   std::span<const search::Hit> passages,
                                                   Deadline deadline);

}  // namespace wenyuan::answer
