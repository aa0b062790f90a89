#pragma once

#include <functional>
#include <string>
#include <string_view>

#include "../call.h"

namespace wenyuan::api {

// What a tool gives: for people and models that read text, and for programs. Of a model's thinking
// there is nothing in either.
struct ToolResult {
  std::string text;
  Json structured = Json::Object();
};

// Told how far a tool is, in a few words; false stops the work.
using OnToolProgress = std::function<bool(const std::string& message)>;

bool HasTool(std::string_view name);

// As the caller, with the caller's rights. Wrong arguments and failures are errors that a model can
// read; kCancelled when `on_progress` said stop.
Result<ToolResult> CallTool(const Call& call, std::string_view name, const Json& arguments,
                            const OnToolProgress& on_progress);

}  // namespace wenyuan::api
