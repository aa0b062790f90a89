#pragma once

#include <functional>

#include "wenyuan/base/files.h"
#include "wenyuan/gguf/value.h"

namespace wenyuan::gguf {

// Hands over the texts of a list with their places, until `take` says no. Of a very long one only
// the beginning.
Result<void> ForEachText(const RandomAccessFile& file, const Value& list,
                         const std::function<bool(std::uint64_t, std::string_view)>& take);

}  // namespace wenyuan::gguf
