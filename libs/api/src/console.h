#pragma once

#include "call.h"

namespace wenyuan::api {

// A file of the web console; any other path gets its index page, which knows what to show.
void ServeConsole(Call& call);

}  // namespace wenyuan::api
