#pragma once

#include <string>
#include <string_view>

#include "../json.h"
#include "../problem.h"

namespace wenyuan::api {

// Paths whose clients speak OpenAI's API.
bool IsOpenAiPath(std::string_view path);

// An error as those clients read it: {"error": {message, type, param, code}}. `param` names the
// member that is wrong, `code` stands for our own word of it; both may be empty.
Json OpenAiErrorBody(const Error& error, Language language, std::string_view param = {},
                     std::string_view code = {});
http::Response OpenAiError(const Error& error, Language language, std::string_view param = {},
                           std::string_view code = {});
http::Response OpenAiError(const SpecialProblem& problem, Language language);

}  // namespace wenyuan::api
