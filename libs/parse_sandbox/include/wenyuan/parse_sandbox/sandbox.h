#pragma once

#include <cstddef>
#include <string>

#include "wenyuan/base/result.h"

namespace wenyuan::parse_sandbox {

struct SandboxOptions {
  std::size_t memory_bytes = std::size_t{1} << 30U;  // address space of the process
};

// Gives up for good, for the whole process: memory above the limit, new files, network, other
// processes, executable memory; as root also the user id. What is open stays open; threads that run
// must not (there must be one thread). Order: limits, user, no new privileges, Landlock (when the
// kernel has it), system call filter. Returns what is in force, for the log. Fails with
// kUnavailable when a part that must hold cannot be had; the process must then end without reading
// anything.
Result<std::string> EnterSandbox(const SandboxOptions& options);

// Tries to open a file, to make a socket, a process and executable memory, and to run a program.
// kInternal names the first that is not refused.
Result<void> CheckSandbox();

}  // namespace wenyuan::parse_sandbox
