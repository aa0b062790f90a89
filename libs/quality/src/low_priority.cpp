#include "low_priority.h"

#include <sys/resource.h>

namespace wenyuan::quality {

void LowerPriority() {
#ifdef __linux__
  constexpr int kNiceness = 10;
  // Of a thread, though POSIX says of a process.
  static_cast<void>(::setpriority(PRIO_PROCESS, 0, kNiceness));
#endif
}

}  // namespace wenyuan::quality
