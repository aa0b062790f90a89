#pragma once

#include <string_view>

#include "wenyuan/base/descriptor.h"
#include "wenyuan/base/result.h"

namespace wenyuan {

// A file in memory without a name, which only its owner may open again, at its beginning; it goes
// with its last descriptor. kResourceExhausted.
Result<Descriptor> MakeMemoryFile(std::string_view content);

}  // namespace wenyuan
