#pragma once

#include <string_view>
#include <vector>

#include "json.h"
#include "wenyuan/answer/answer.h"

namespace wenyuan::api {

// The turns of a conversation in the member `name`: a list of {question, answer}, oldest first,
// none when it is absent. kInvalidArgument, with the place and the reason, for another form, more
// than 200 turns, or more than 256 KiB together.
Result<std::vector<answer::Turn>> ReadConversation(const Members& body, std::string_view name);

}  // namespace wenyuan::api
