#pragma once

#include <cstdint>

namespace wenyuan {

// Where something stands on a page, in points from the page's top left corner as displayed.
// `page` counts from 1.
struct PageBox {
  std::uint32_t page = 1;
  float left = 0;
  float top = 0;
  float right = 0;
  float bottom = 0;
  friend bool operator==(const PageBox&, const PageBox&) = default;
};

// The bytes [begin, end) of a text and where they stand; one per line of a page, or per table cell.
struct TextSpan {
  std::uint32_t begin = 0;
  std::uint32_t end = 0;
  PageBox box;
  friend bool operator==(const TextSpan&, const TextSpan&) = default;
};

}  // namespace wenyuan
