#pragma once

#include <cstdint>
#include <functional>
#include <string_view>

#include "live_segment.h"
#include "wenyuan/base/result.h"

namespace wenyuan::index {

// As LibraryIndex::VisitOpenTerms.
Result<void> VisitOpenTerms(
    const State& state,
    const std::function<bool(std::string_view term, std::uint64_t chunks)>& visit);

}  // namespace wenyuan::index
