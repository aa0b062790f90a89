#pragma once

#include "tools.h"

namespace wenyuan::api {

// The tool read_page.
Result<ToolResult> ReadPage(const Call& call, const Json& arguments,
                            const OnToolProgress& on_progress);

}  // namespace wenyuan::api
