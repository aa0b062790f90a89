#pragma once

#include <boost/json/object.hpp>
#include <filesystem>
#include <functional>
#include <stop_token>
#include <string>
#include <string_view>
#include <vector>

#include "../terminal.h"
#include "wenyuan/base/result.h"

namespace wenyuan::app {

// Work on model files in a process of its own (`wenyuan-model quantize|compare|measure`), because
// the library ends its process over what it does not like.
struct ModelToolCall {
  std::filesystem::path program;  // wenyuan-model
  std::vector<std::string> arguments;
  std::string input;  // its standard input; held in memory, for it may be a library's text
  int nice = 0;
};

// What is done, how much of it, and of how much.
using ToolListener = std::function<void(const std::string&, std::uint64_t, std::uint64_t)>;

// Waits for its end. What it says went wrong, or kInternal with its last words where it died;
// kCancelled after `stop` was asked for: it is then told to end and cleans up after itself. The
// thread that calls must live as long as the work: the process ends with it.
Result<boost::json::object> RunModelTool(const ModelToolCall& call, const ToolListener& listener,
                                         std::stop_token stop = {});

// Shows it to a person: "writing 42 % of 396 MB, 61 MB/s, 4 s left".
ToolListener ShowToolProgress(Terminal& terminal);

}  // namespace wenyuan::app
