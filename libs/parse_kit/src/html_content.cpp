#include "html_content.h"

#include <string>
#include <string_view>

#include "html_walk.h"
#include "wenyuan/parse_kit/strings.h"

namespace wenyuan::parse {
namespace {

bool IsHeading(GumboTag tag) { return tag >= GUMBO_TAG_H1 && tag <= GUMBO_TAG_H6; }

std::size_t LengthOf(const GumboNode* node) {
  return node->type == GUMBO_NODE_TEXT || node->type == GUMBO_NODE_CDATA
             ? Collapse(node->v.text.text).size()
             : 0;
}

bool IsMain(const GumboNode* node) {
  return TagOf(node) == GUMBO_TAG_MAIN || Attribute(node, "role") == "main";
}

bool HasFrameRole(const GumboNode* node) {
  const std::string_view role = Attribute(node, "role");
  return role == "navigation" || role == "banner" || role == "contentinfo" || role == "search" ||
         role == "complementary";
}

}  // namespace

HtmlContent::HtmlContent(const GumboNode* root) : start_(root) {
  MeasureNodes(root);
  MarkFrame(root);
}

bool HtmlContent::IsInvisible(const GumboNode* node) {
  switch (TagOf(node)) {
    case GUMBO_TAG_SCRIPT:
    case GUMBO_TAG_STYLE:
    case GUMBO_TAG_NOSCRIPT:
    case GUMBO_TAG_TEMPLATE:
    case GUMBO_TAG_SVG:
    case GUMBO_TAG_IFRAME:
    case GUMBO_TAG_HEAD:
    case GUMBO_TAG_DATALIST:
      return true;
    default:
      break;
  }
  if (!IsElement(node)) return false;
  if (gumbo_get_attribute(&node->v.element.attributes, "hidden") != nullptr) return true;
  const std::string_view style = Attribute(node, "style");
  return !style.empty() && (FindIgnoringCase(style, "display:none") != std::string_view::npos ||
                            FindIgnoringCase(style, "display: none") != std::string_view::npos);
}

void HtmlContent::MeasureNodes(const GumboNode* root) {
  std::vector<Measure> open;
  std::size_t in_link = 0;
  const GumboNode* main = nullptr;
  WalkHtml(
      root,
      [&](const GumboNode* node) {
        if (IsInvisible(node)) return false;
        if (!IsElement(node) && node->type != GUMBO_NODE_DOCUMENT) {
          const std::size_t length = LengthOf(node);
          if (!open.empty()) {
            open.back().text += length;
            if (in_link > 0) open.back().linked += length;
          }
          return false;
        }
        open.emplace_back();
        if (TagOf(node) == GUMBO_TAG_A) ++in_link;
        return true;
      },
      [&](const GumboNode* node) {
        Measure measure = open.back();
        open.pop_back();
        if (TagOf(node) == GUMBO_TAG_A) {
          --in_link;
          ++measure.links;
        }
        if (IsHeading(TagOf(node))) measure.heading = true;
        if (!open.empty()) {
          open.back().text += measure.text;
          open.back().linked += measure.linked;
          open.back().links += measure.links;
          open.back().heading = open.back().heading || measure.heading;
        }
        measures_[node] = measure;
        if (IsMain(node) && (main == nullptr || measures_[main].text < measure.text)) main = node;
      });
  if (main != nullptr && measures_[main].text * 3 >= measures_[root].text) start_ = main;
}

bool HtmlContent::LooksLikeMenu(const GumboNode* node, const Measure& measure) const {
  const GumboTag tag = TagOf(node);
  if (tag != GUMBO_TAG_UL && tag != GUMBO_TAG_OL && tag != GUMBO_TAG_DIV) return false;
  // Lists of short links without a heading; reference lists have long entries or text around links.
  return measure.links >= 4 && !measure.heading && measure.linked * 10 >= measure.text * 9 &&
         measure.text < measure.links * 30;
}

void HtmlContent::MarkFrame(const GumboNode* root) {
  const std::size_t everything = measures_[root].text;
  std::size_t dropped = 0;
  std::size_t in_article = 0;
  std::vector<const GumboNode*> menus;
  WalkHtml(
      root,
      [&](const GumboNode* node) {
        const auto found = measures_.find(node);
        if (found == measures_.end()) return false;
        const GumboTag tag = TagOf(node);
        const bool outer = in_article == 0;
        const bool framed = tag == GUMBO_TAG_NAV || tag == GUMBO_TAG_ASIDE || HasFrameRole(node) ||
                            (tag == GUMBO_TAG_FOOTER && outer) ||
                            (tag == GUMBO_TAG_HEADER && outer && !found->second.heading);
        // A page that is all aside or all navigation is about that.
        if (framed && found->second.text * 2 < everything) {
          frame_.insert(node);
          dropped += found->second.text;
          return false;
        }
        if (LooksLikeMenu(node, found->second)) {
          menus.push_back(node);
          dropped += found->second.text;
          return false;
        }
        if (tag == GUMBO_TAG_ARTICLE || tag == GUMBO_TAG_MAIN) ++in_article;
        return true;
      },
      [&](const GumboNode* node) {
        const GumboTag tag = TagOf(node);
        if (tag == GUMBO_TAG_ARTICLE || tag == GUMBO_TAG_MAIN) --in_article;
      });
  // A page of links is its links.
  if (dropped * 2 < everything) frame_.insert(menus.begin(), menus.end());
}

}  // namespace wenyuan::parse
