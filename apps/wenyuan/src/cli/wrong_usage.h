#pragma once

#include <CLI/CLI.hpp>

#include "wenyuan/base/result.h"

namespace wenyuan::app {

// What is wrong with the words of a command line that `error` ended: which word, what is near it,
// and whose --help tells more. kInvalidArgument.
Error WrongUsage(const CLI::App& app, const CLI::ParseError& error);

// The headings of the help of a command, and of those added to it later, in Chinese.
void SpeakChinese(CLI::App& app);

}  // namespace wenyuan::app
