#pragma once

#include <string>

#include "wenyuan/base/result.h"

namespace wenyuan::llm_llama {

// Whether somebody listens at "host:port": the RPC back end ends the process where nobody does.
// kInvalidArgument for what is no address, kUnavailable.
Result<void> CheckReachable(const std::string& server);

}  // namespace wenyuan::llm_llama
