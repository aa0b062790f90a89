#pragma once

#include <string>
#include <string_view>

#include "wenyuan/base/result.h"

namespace wenyuan::vectors {

// `part` is not what was written; the sealed blocks were sound, so it is a file of another kind or
// our own mistake.
inline Error Damage(std::string_view part) {
  return Error{ErrorCode::kCorruption, "reading vectors failed: " + std::string(part) +
                                           " makes no sense; they will be made again"};
}

}  // namespace wenyuan::vectors
