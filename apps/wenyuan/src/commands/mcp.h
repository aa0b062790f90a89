#pragma once

#include <string>

#include "../session.h"

namespace wenyuan::app {

struct McpOptions {
  std::string url;  // of a server elsewhere; empty: the one that runs on the data folder
};
// Speaks MCP on standard input and output. WENYUAN_TOKEN says who asks; without it the operator
// does, where the server is ours.
int RunMcp(Session& session, const McpOptions& options);

}  // namespace wenyuan::app
