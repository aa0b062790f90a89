#pragma once

#include <cstdint>
#include <functional>
#include <string_view>

#include "wenyuan/parse_kit/bytes.h"

namespace wenyuan::parse {

// Where something lies in the file; nothing lies at kNowhere.
struct OneReference {
  static constexpr std::uint64_t kNowhere = ~std::uint64_t{0};
  std::uint64_t at = kNowhere;
  std::uint64_t size = 0;
};

// An entry of a list of file nodes. `body` stands behind the reference, if it has one.
struct OneNode {
  std::uint32_t kind = 0;
  OneReference reference;
  Bytes body;
};

// Calls `take` for each node of the list that starts there, through all its fragments. `budget`
// bounds the nodes and fragments of all lists together.
void ForEachOneNode(std::string_view file, OneReference list, std::size_t& budget,
                    const std::function<void(const OneNode&)>& take);

}  // namespace wenyuan::parse
