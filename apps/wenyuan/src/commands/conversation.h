#pragma once

#include <functional>
#include <string>

#include "../json.h"
#include "../terminal.h"
#include "wenyuan/base/result.h"

namespace wenyuan::app {

// Asks one question, with the member "before" for it, and shows the answer; gives it back.
using AskOne = std::function<Result<boost::json::value>(const std::string& question,
                                                        boost::json::array before)>;

// Reads questions from standard input, one a line, until it ends, each asked in the conversation of
// those before: a person is prompted, and "/new" begins another conversation. An error is shown,
// and the conversation goes on. What the program returns: that of the last error; 0 without one.
int Converse(Terminal& terminal, const AskOne& ask);

}  // namespace wenyuan::app
