#pragma once

#include <filesystem>
#include <string>

#include "../session.h"

namespace wenyuan::app {

// Where a model is: a file of that path, or an installed one of that name, as `wenyuan model list`
// prints it. kNotFound with the nearest name.
Result<std::filesystem::path> ModelNamed(Session& session, const std::string& model);

// A file that a person named is their input, not our damage: exit code 2 where it is broken.
int FailOnModel(Session& session, const Error& error);

}  // namespace wenyuan::app
