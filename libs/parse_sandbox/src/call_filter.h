#pragma once

#include "wenyuan/base/result.h"

namespace wenyuan::parse_sandbox {

// Only the system calls that turning bytes into text needs; all others fail with EPERM, those that
// reach into other processes kill. kUnavailable when the kernel refuses.
Result<void> FilterSystemCalls();

}  // namespace wenyuan::parse_sandbox
