#pragma once

#include <functional>
#include <iosfwd>
#include <string>

#include "transport.h"
#include "wenyuan/base/result.h"

namespace wenyuan::app {

struct McpBridgeOptions {
  std::string token;  // of the user who asks; empty: the operator, over the unix socket
  Language language = Language::kEnglish;
  // Returns when the client has read what was said, or not in time; none: nobody needs to wait. A
  // client that reads news and answer at once may take the answer first (npm's SDK does), and then
  // knows the news no more.
  std::function<void()> await_read = {};
};

// Carries MCP messages, a line each, between a client on `in` and `out` and the server's POST /mcp.
// Several requests run at the same time. Returns at the end of `in`, when all are answered, or when
// `out` takes no more.
void BridgeMcp(Transport& transport, const McpBridgeOptions& options, std::istream& in,
               std::ostream& out);

}  // namespace wenyuan::app
