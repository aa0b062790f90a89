#pragma once

#include "../json.h"

namespace wenyuan::api {

// What tools/list answers: name, title, description, schemas of every tool.
const Json& ToolList();

}  // namespace wenyuan::api
