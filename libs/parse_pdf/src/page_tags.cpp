#include "page_tags.h"

#include <fpdf_structtree.h>

#include <algorithm>

#include "pdfium_handles.h"
#include "wenyuan/parse_kit/alternative_text.h"

namespace wenyuan::parse_pdf {
namespace {

constexpr std::size_t kMostElements = 50'000;  // of a page; the tree may lead in circles
constexpr int kMostChildren = 20'000;          // of an element
constexpr std::size_t kMostAlternatives = 500;
constexpr std::size_t kLongestAlternative = 4'000;  // bytes

// "H1" … "H6", "H" and "Title"; 0 for what is no heading.
std::uint8_t HeadingLevel(const std::string& type) {
  if (type.size() == 2 && type[0] == 'H' && type[1] >= '1' && type[1] <= '6') {
    return static_cast<std::uint8_t>(type[1] - '0');
  }
  return type == "H" || type == "Title" ? 1 : 0;
}

}  // namespace

PageTags::PageTags(FPDF_PAGE page) {
  const Owned<FPDF_STRUCTTREE, FPDF_StructTree_Close> tree(FPDF_StructTree_GetForPage(page));
  if (tree == nullptr) return;
  std::vector<Open> open;
  const int roots = std::min(FPDF_StructTree_CountChildren(tree.get()), kMostChildren);
  for (int i = roots; i-- > 0;) {
    open.push_back({FPDF_StructTree_GetChildAtIndex(tree.get(), i), {}});
  }
  for (std::size_t visited = 0; !open.empty() && visited < kMostElements; ++visited) {
    const Open one = open.back();
    open.pop_back();
    if (one.element != nullptr) Visit(one, open);
  }
}

void PageTags::Visit(const Open& open, std::vector<Open>& next) {
  FPDF_STRUCTELEMENT element = open.element;
  const std::string type = Utf16Text([&](void* buffer, unsigned long bytes) {
    return FPDF_StructElement_GetType(element, buffer, bytes);
  });
  Meaning meaning = open.meaning;
  if (const std::uint8_t level = HeadingLevel(type); level > 0) meaning.tag = level;
  if (type == "TH") meaning.tag = kTaggedHeaderCell;
  if (type == "Figure" && alternatives_.size() < kMostAlternatives) {
    std::string text = parse::AlternativeText(Utf16Text([&](void* buffer, unsigned long bytes) {
      return FPDF_StructElement_GetAltText(element, buffer, bytes);
    }));
    if (!text.empty() && text.size() <= kLongestAlternative) {
      alternatives_.push_back(std::move(text));
      meaning.alternative = alternatives_.size();
    }
  }
  const auto mark = [&](int marked_content) {
    if (marked_content >= 0) tags_.emplace(marked_content, meaning);
  };
  const int ids = std::min(FPDF_StructElement_GetMarkedContentIdCount(element), kMostChildren);
  for (int i = 0; i < ids; ++i) mark(FPDF_StructElement_GetMarkedContentIdAtIndex(element, i));
  const int children = std::min(FPDF_StructElement_CountChildren(element), kMostChildren);
  for (int i = 0; i < children; ++i) {
    mark(FPDF_StructElement_GetChildMarkedContentID(element, i));
    FPDF_STRUCTELEMENT child = FPDF_StructElement_GetChildAtIndex(element, i);
    if (child != nullptr && next.size() < kMostElements) next.push_back({child, meaning});
  }
}

std::uint8_t PageTags::Of(int marked_content) const {
  const auto found = tags_.find(marked_content);
  return found == tags_.end() ? kUntagged : found->second.tag;
}

std::size_t PageTags::AlternativeOf(int marked_content) const {
  const auto found = tags_.find(marked_content);
  return found == tags_.end() ? 0 : found->second.alternative;
}

}  // namespace wenyuan::parse_pdf
