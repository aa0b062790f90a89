#pragma once

#include "wenyuan/api/api.h"

namespace wenyuan::app {

// The web console as it was built; empty when the build left it out. Made by
// cmake/embed_console.py.
api::StaticFiles ConsoleFiles();

}  // namespace wenyuan::app
