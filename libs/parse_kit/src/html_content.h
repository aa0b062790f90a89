#pragma once

#include <unordered_map>
#include <unordered_set>

#include "html_tree.h"

namespace wenyuan::parse {

// Which parts of a page are its content and which are frame: navigation, banners, footers, menus.
class HtmlContent {
 public:
  explicit HtmlContent(const GumboNode* root);

  // Where reading starts: the page's main element when it has one that holds most of the text.
  [[nodiscard]] const GumboNode* Start() const { return start_; }
  // Never shown to a reader: scripts, styles, hidden elements.
  [[nodiscard]] static bool IsInvisible(const GumboNode* node);
  [[nodiscard]] bool IsFrame(const GumboNode* node) const { return frame_.count(node) != 0; }

 private:
  struct Measure {
    std::size_t text = 0;
    std::size_t linked = 0;
    std::size_t links = 0;
    bool heading = false;
  };

  void MeasureNodes(const GumboNode* root);
  void MarkFrame(const GumboNode* root);
  [[nodiscard]] bool LooksLikeMenu(const GumboNode* node, const Measure& measure) const;

  std::unordered_map<const GumboNode*, Measure> measures_;
  std::unordered_set<const GumboNode*> frame_;
  const GumboNode* start_;
};

}  // namespace wenyuan::parse
