#pragma once

#include <string_view>
#include <vector>

#include "wenyuan/access/access.h"

namespace wenyuan::access {

// As Access::Libraries and Access::Library, without `LibraryRights::restricted`, which stays empty:
// for whoever asks the store by reader. It is as large as what the asker may read, and would be
// read anew after every change of rights; these cost the same however much that is. Any thread.
Result<std::vector<LibraryRights>> LibrariesByReader(store::Store& store, const Asker& asker,
                                                     store::Role role);
Result<LibraryRights> LibraryByReader(store::Store& store, const Asker& asker, std::string_view id,
                                      store::Role role);

}  // namespace wenyuan::access
