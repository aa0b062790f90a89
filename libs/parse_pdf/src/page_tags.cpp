#include "page_tags.h"

#include <fpdf_structtree.h>

#include <algorithm>
#include <array>
#include <string_view>
#include <utility>

#include "pdfium_handles.h"
#include "wenyuan/parse_kit/alternative_text.h"

namespace wenyuan::parse_pdf {
namespace {

constexpr std::size_t kMostElements = 50'000;  // of a page; the tree may lead in circles
constexpr int kMostChildren = 20'000;          // of an element
constexpr std::size_t kMostAlternatives = 500;
constexpr std::size_t kLongestAlternative = 4'000;  // bytes

constexpr std::uint8_t kDeepestList = 9;

// What stands in a line with what is around it.
bool IsPartOfALine(std::string_view type) {
  static constexpr std::array<std::string_view, 14> kTypes = {
      "Span", "Link", "Lbl",   "Reference", "Quote", "Em",   "Strong",
      "Code", "Sub",  "Annot", "BibEntry",  "Note",  "Ruby", "Warichu"};
  return std::find(kTypes.begin(), kTypes.end(), type) != kTypes.end();
}

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
    open.push_back({FPDF_StructTree_GetChildAtIndex(tree.get(), i), -1, {}});
  }
  for (std::size_t visited = 0; !open.empty() && visited < kMostElements; ++visited) {
    const Open one = open.back();
    open.pop_back();
    ++count_;
    if (one.element != nullptr) {
      Visit(one, open);
    } else if (one.marked_content >= 0) {
      const auto [tag, is_new] = tags_.emplace(one.marked_content, one.meaning);
      if (is_new) tag->second.place.order = count_;
    }
  }
}

void PageTags::Understand(FPDF_STRUCTELEMENT element, Meaning& meaning) {
  const std::string type = Utf16Text([&](void* buffer, unsigned long bytes) {
    return FPDF_StructElement_GetType(element, buffer, bytes);
  });
  if (const std::uint8_t level = HeadingLevel(type); level > 0) meaning.tag = level;
  if (type == "TH") meaning.tag = kTaggedHeaderCell;
  if (type == "L" && meaning.place.depth < kDeepestList) ++meaning.place.depth;
  if (type == "LI") meaning.place.item = count_;
  const bool opens = type == "LI" || type == "TD" || type == "TH";
  if (opens || (meaning.place.part > 0 && !IsPartOfALine(type))) meaning.place.part = count_;
  if (type != "Figure" || alternatives_.size() >= kMostAlternatives) return;
  std::string text = parse::AlternativeText(Utf16Text([&](void* buffer, unsigned long bytes) {
    return FPDF_StructElement_GetAltText(element, buffer, bytes);
  }));
  if (text.empty() || text.size() > kLongestAlternative) return;
  alternatives_.push_back(std::move(text));
  meaning.alternative = alternatives_.size();
}

void PageTags::Visit(const Open& open, std::vector<Open>& next) {
  FPDF_STRUCTELEMENT element = open.element;
  Meaning meaning = open.meaning;
  Understand(element, meaning);
  std::vector<Open> inside;
  const int children = std::min(FPDF_StructElement_CountChildren(element), kMostChildren);
  for (int i = 0; i < children; ++i) {
    const int content = FPDF_StructElement_GetChildMarkedContentID(element, i);
    if (content >= 0) inside.push_back({nullptr, content, meaning});
    FPDF_STRUCTELEMENT child = FPDF_StructElement_GetChildAtIndex(element, i);
    if (child != nullptr) inside.push_back({child, -1, meaning});
  }
  // Those that are no children for PDFium.
  const int ids = std::min(FPDF_StructElement_GetMarkedContentIdCount(element), kMostChildren);
  for (int i = 0; i < ids; ++i) {
    const int content = FPDF_StructElement_GetMarkedContentIdAtIndex(element, i);
    if (content >= 0) inside.push_back({nullptr, content, meaning});
  }
  if (next.size() + inside.size() > 2 * kMostElements) return;
  next.insert(next.end(), inside.rbegin(), inside.rend());
}

std::uint8_t PageTags::Of(int marked_content) const {
  const auto found = tags_.find(marked_content);
  return found == tags_.end() ? kUntagged : found->second.tag;
}

TagPlace PageTags::PlaceOf(int marked_content) const {
  const auto found = tags_.find(marked_content);
  return found == tags_.end() ? TagPlace() : found->second.place;
}

std::size_t PageTags::AlternativeOf(int marked_content) const {
  const auto found = tags_.find(marked_content);
  return found == tags_.end() ? 0 : found->second.alternative;
}

}  // namespace wenyuan::parse_pdf
