#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <vector>

#include "asked.h"

namespace wenyuan::vectors {

// The rows of a part that may be seen, ascending, if they are no more than `most`.
std::optional<std::vector<std::uint32_t>> FewRows(const Part& part, std::size_t most);

}  // namespace wenyuan::vectors
