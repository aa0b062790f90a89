#pragma once

#include <string>
#include <string_view>

#include "wenyuan/base/result.h"

namespace wenyuan::index {

// `part` of a segment is not what was written; the sealed blocks were sound, so it is a wrong
// version, a file of another segment, or our own mistake.
inline Error Damage(std::string_view part) {
  return Error{ErrorCode::kCorruption, "reading an index segment failed: " + std::string(part) +
                                           " makes no sense; it will be built again"};
}

}  // namespace wenyuan::index
