#pragma once

#include <cstddef>
#include <string_view>
#include <vector>

#include "placed/transform.h"
#include "wenyuan/parse_kit/page_layout.h"

namespace wenyuan::parse {

// How the letters of abbreviated path data are read: they agree but for a few.
enum class PathDialect { kXps, kOfd };

// Adds what a path draws as far as it can be a line, a frame or a background: each piece of it that
// has only upright and level sides. `look` says how it is drawn.
void AddPathShapes(std::string_view data, PathDialect dialect, const Transform& transform,
                   const PlacedShape& look, std::vector<PlacedShape>& shapes);

constexpr std::size_t kMaxShapes = 100'000;  // of a page

}  // namespace wenyuan::parse
