#pragma once

#include "wenyuan/gguf/header.h"

namespace wenyuan::gguf {

// What the keys say of the model, as far as libllama believes it and ends the process when it is
// wrong: numbers of layers, heads and experts, and lists beside the vocabulary. What is not there
// is not wrong here: libllama says so itself.
Result<void> CheckEntries(const Header& header);

}  // namespace wenyuan::gguf
