#pragma once

#include <sys/types.h>

#include <string_view>

#include "wenyuan/base/descriptor.h"
#include "wenyuan/base/result.h"
#include "wenyuan/parse/file_parser.h"

namespace wenyuan::parse {

struct Spawned {
  pid_t pid = -1;
  Descriptor socket;
  Descriptor complaints;  // does not block
};

// Starts `program --serve --memory-bytes N` (and what `options` say of recognition) with an empty
// environment in a process group of its own, no signal blocked or ignored, and three descriptors:
// nothing to read, the complaints as its outputs, the socket as kControlDescriptor. kUnavailable
// when that fails.
Result<Spawned> SpawnParser(const ParserProcessOptions& options);

// A sealed file in memory with these bytes: whoever gets the descriptor can only read it.
Result<Descriptor> SealedFile(std::string_view bytes);

}  // namespace wenyuan::parse
