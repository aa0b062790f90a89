#pragma once

#include <string>

#include "wenyuan/base/result.h"

namespace wenyuan::llm_llama {

// Readies libllama for this process, once: its log goes to ours, its version is that of our
// headers, and the code for this processor is loaded. The name of that processor. Any thread.
Result<std::string> OpenLibrary();

// What libllama complained of last, on this thread's behalf or another's; forgotten when asked.
std::string TakeComplaint();

}  // namespace wenyuan::llm_llama
