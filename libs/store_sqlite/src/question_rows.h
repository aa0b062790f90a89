#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "database.h"
#include "wenyuan/store/question_sets.h"

namespace wenyuan::store_sqlite {

inline constexpr std::string_view kSelectQuestionSet =
    "SELECT number, id, library, name, created, created_by, baseline, rules FROM question_set ";
store::QuestionSet ReadQuestionSet(const Statement& row);

std::string JoinRules(const std::vector<store::QualityRule>& rules);

// All of a set, by number, with their documents and answers.
Result<std::vector<store::Question>> ReadQuestions(Database& database,
                                                   store::QuestionSetNumber set);
Result<std::optional<store::Question>> FindQuestionRow(Database& database,
                                                       store::QuestionSetNumber set,
                                                       std::string_view id);
// Its documents and answers, in place of those it had.
Result<void> SaveQuestionParts(Database& database, const store::Question& question);

// Lines of a name, a tab and a value. Requires names without tab and values without line feed.
std::string JoinPairs(const std::vector<std::pair<std::string, std::string>>& pairs);
std::vector<std::pair<std::string, std::string>> SplitPairs(std::string_view joined);

}  // namespace wenyuan::store_sqlite
