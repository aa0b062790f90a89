#pragma once

#include <string_view>
#include <vector>

#include "database.h"
#include "wenyuan/store/question_sets.h"

namespace wenyuan::store_sqlite {

// The calls of store::QuestionSets, within a transaction.
Result<void> SaveThumb(Database& database, const store::Thumb& thumb, UnixMillis now);
Result<std::vector<store::Thumb>> ThumbsOfUser(Database& database, store::UserNumber user,
                                               std::string_view question);
Result<std::vector<store::Thumb>> ThumbsOfLibrary(Database& database, store::LibraryNumber library);

}  // namespace wenyuan::store_sqlite
