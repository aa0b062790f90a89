#pragma once

#include "call.h"

namespace wenyuan::api {

// The file of a revision as it was given, whole or one range of it, so that no browser runs it.
Result<Reply> SendOriginal(Call& call, const store::Document& document,
                           const store::Revision& revision);

}  // namespace wenyuan::api
