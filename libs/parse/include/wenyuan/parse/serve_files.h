#pragma once

#include <memory>
#include <span>
#include <string_view>

#include "wenyuan/base/result.h"
#include "wenyuan/parse/parser.h"

namespace wenyuan::parse {

// The parser program's side of MakeParserProcesses: the server started us with a socket as
// descriptor 3. Call from the only thread.

// Tells the server that we are ready (`note` goes to its log), then parses what it sends until it
// closes the socket. Returns the exit status.
int ServeFiles(std::span<const std::unique_ptr<Parser>> parsers, std::string_view note);

// Tells the server why we cannot start. Returns the exit status.
int ReportStartFailure(const Error& error);

// From now on a crash for want of memory ends the process with a status that the server knows, so
// that the user reads "too large" rather than "damaged". Allocates; call before the sandbox.
void InstallCrashHandler();

}  // namespace wenyuan::parse
