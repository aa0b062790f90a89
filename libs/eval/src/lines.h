#pragma once

#include <filesystem>
#include <functional>
#include <string_view>

#include "wenyuan/base/result.h"

namespace wenyuan::eval {

// Calls take(number, line) for each line that is not empty, counted from 1; gzip is told by the
// file's first bytes. Stops at the first error of `take`.
Result<void> ForEachLine(
    const std::filesystem::path& path,
    const std::function<Result<void>(std::size_t number, std::string_view line)>& take);

}  // namespace wenyuan::eval
