#pragma once

#include <cstddef>
#include <string>

#include "wenyuan/parse_kit/compound_file.h"

namespace wenyuan::parse {

// A message that is attached to another, as a msg file of its own.
Result<std::string> WriteNestedMessage(CompoundFile& file, std::size_t storage);

}  // namespace wenyuan::parse
