#pragma once

#include <string>

#include "../api_client.h"

namespace wenyuan::app {

// The id of a document given by its id, file name or title; kNotFound when there is none,
// kInvalidArgument naming those there are when several have this name.
Result<std::string> DocumentId(ApiClient& api, const std::string& name_or_id);

// A reason to refuse `--model` where a server answers with its own; nothing where none runs.
Result<void> CheckModelIsOurs(const ApiClient& api, const std::string& model);

// " · p. 3", in the language of the terminal; empty for page 0.
class Terminal;
std::string PageMark(const Terminal& terminal, std::int64_t page);

}  // namespace wenyuan::app
