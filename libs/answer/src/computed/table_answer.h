#pragma once

#include <optional>

#include "../question/calculation.h"
#include "wenyuan/access/access.h"
#include "wenyuan/answer/answerer.h"
#include "wenyuan/base/result.h"
#include "wenyuan/search/searcher.h"
#include "wenyuan/text/analyzer.h"

namespace wenyuan::answer {

// Works out the most, the least, the sum, the average or the number of the rows of a table that
// says every word of the question: of several such tables, of each. Nothing when none is such a
// table. Errors as Searcher::Search.
Result<std::optional<Answer>> AnswerFromTable(const text::Analyzer& analyzer,
                                              const search::Searcher& searcher,
                                              const Question& question, const Aggregate& aggregate,
                                              const access::Asker& asker);

}  // namespace wenyuan::answer
