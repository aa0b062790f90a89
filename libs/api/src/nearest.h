#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "wenyuan/base/result.h"

namespace wenyuan::api {

// kInvalidArgument for a name that we do not know, with the known one that was probably meant.
// `kind` is what it names: "member", "parameter".
Error UnknownName(std::string_view kind, std::string_view kind_zh, std::string_view name,
                  const std::vector<std::string_view>& known);

}  // namespace wenyuan::api
