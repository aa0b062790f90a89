#pragma once

#include <gumbo.h>

#include <cstddef>
#include <utility>
#include <vector>

#include "html_tree.h"

namespace wenyuan::parse {

// Visits `root` and everything below in document order without recursion. `enter(node)` says
// whether to go into the children; `leave(node)` is called for each node that was entered so.
template <typename Enter, typename Leave>
void WalkHtml(const GumboNode* root, Enter enter, Leave leave) {
  if (!enter(root)) return;
  std::vector<std::pair<const GumboNode*, unsigned>> path = {{root, 0}};
  while (!path.empty()) {
    auto& [node, next] = path.back();
    const GumboVector* children = Children(node);
    if (children == nullptr || next >= children->length) {
      leave(node);
      path.pop_back();
      continue;
    }
    const auto* child = static_cast<const GumboNode*>(children->data[next++]);
    if (enter(child)) path.emplace_back(child, 0);
  }
}

}  // namespace wenyuan::parse
