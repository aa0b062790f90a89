#pragma once

#include <fpdfview.h>

#include <cstdint>
#include <string>
#include <unordered_map>
#include <vector>

#include "page_content.h"

namespace wenyuan::parse_pdf {

// What the author's program says that the pieces of a page are: headings, header cells, list items,
// figures with an alternative text, and their order. Nothing that it says is trusted as a fact: see
// MarkHeadings and FollowStructure.
class PageTags {
 public:
  PageTags() = default;  // of a page without any
  explicit PageTags(FPDF_PAGE page);

  [[nodiscard]] bool Any() const { return !tags_.empty(); }
  // The tag of what the page's content marks by this number; kUntagged when there is none.
  [[nodiscard]] std::uint8_t Of(int marked_content) const;
  [[nodiscard]] TagPlace PlaceOf(int marked_content) const;
  // Which of Alternatives() tells what it shows, from 1; 0 none.
  [[nodiscard]] std::size_t AlternativeOf(int marked_content) const;
  [[nodiscard]] const std::vector<std::string>& Alternatives() const { return alternatives_; }

 private:
  struct Meaning {
    std::uint8_t tag = kTaggedText;
    std::size_t alternative = 0;
    TagPlace place;
  };
  struct Open {
    FPDF_STRUCTELEMENT element = nullptr;  // or else
    int marked_content = -1;
    Meaning meaning;  // of what stands around it
  };

  // What is inside goes to the end of `next`, the first last.
  void Visit(const Open& open, std::vector<Open>& next);
  void Understand(FPDF_STRUCTELEMENT element, Meaning& meaning);

  std::unordered_map<int, Meaning> tags_;
  std::uint32_t count_ = 0;  // of elements and pieces met
  std::vector<std::string> alternatives_;
};

}  // namespace wenyuan::parse_pdf
