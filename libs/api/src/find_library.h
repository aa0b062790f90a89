#pragma once

#include <optional>
#include <string_view>

#include "call.h"

namespace wenyuan::api {

// The library of this name, or else of this id, that the asker may read; nullopt when there is
// none, whether it is hidden or not there.
Result<std::optional<store::Library>> FindLibrary(const Call& call, std::string_view name_or_id);

}  // namespace wenyuan::api
