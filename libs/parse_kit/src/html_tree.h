#pragma once

#include <gumbo.h>

#include <memory>
#include <string>
#include <string_view>

#include "wenyuan/base/result.h"

namespace wenyuan::parse {

class HtmlMemory;

// A parsed page. Moving it does not move the nodes.
class HtmlTree {
 public:
  // Requires valid UTF-8. kTooLarge when the elements are nested absurdly deep.
  static Result<HtmlTree> Parse(std::string utf8);

  HtmlTree(HtmlTree&&) noexcept;
  HtmlTree& operator=(HtmlTree&&) noexcept;
  ~HtmlTree();

  [[nodiscard]] const GumboNode* Root() const { return root_; }

 private:
  HtmlTree();
  std::unique_ptr<std::string> text_;  // the nodes point into it
  std::unique_ptr<HtmlMemory> memory_;
  const GumboNode* root_ = nullptr;
};

const GumboVector* Children(const GumboNode* node);  // null when it cannot have any
std::string_view Attribute(const GumboNode* node, const char* name);
bool IsElement(const GumboNode* node);
GumboTag TagOf(const GumboNode* node);  // GUMBO_TAG_UNKNOWN for what is no element

}  // namespace wenyuan::parse
