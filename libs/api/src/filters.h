#pragma once

#include <string>
#include <vector>

#include "call.h"

namespace wenyuan::api {

// A filter that lets through what the asker may read, in these libraries (ids; none: all).
Result<store::DocumentFilter> VisibleTo(const Call& call,
                                        const std::vector<std::string>& libraries);

// Of one library, whose rights are known already.
store::DocumentFilter VisibleIn(const access::LibraryRights& rights);

}  // namespace wenyuan::api
