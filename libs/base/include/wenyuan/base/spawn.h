#pragma once

#include <sys/types.h>

#include <filesystem>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "wenyuan/base/result.h"

namespace wenyuan {

struct SpawnRequest {
  std::filesystem::path program;
  std::vector<std::string> arguments;    // behind the program's name
  std::vector<std::string> environment;  // "NAME=value"; nothing else
  // Its descriptor, and which of ours that is; all others of ours are closed in it, and nothing is
  // to be read from 0 where it is not named.
  std::vector<std::pair<int, int>> descriptors;
  // A process group of its own: Ctrl-C at a terminal is then for us alone.
  bool own_group = true;
};

// Starts a program with no signal blocked or ignored. kUnavailable when that fails. Any thread.
Result<pid_t> Spawn(const SpawnRequest& request);

// Our own environment but for the names that begin so.
std::vector<std::string> EnvironmentWithout(std::string_view prefix);

}  // namespace wenyuan
