#pragma once

#include "loaded_writer.h"
#include "wenyuan/http/message.h"

namespace wenyuan::model {

// /v1/adapters: GET lists them, POST {"name", "file"} loads one, DELETE {"name"} takes one away.
// Changing needs the unix socket or a key: a file of this machine is named. kPermissionDenied.
Result<http::Response> AnswerAdapters(LoadedWriter& writer, http::Request& request, bool has_key);

}  // namespace wenyuan::model
