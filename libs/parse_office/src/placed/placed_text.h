#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>
#include <vector>

#include "wenyuan/base/result.h"
#include "wenyuan/parse/parser.h"
#include "wenyuan/parse_kit/document_builder.h"
#include "wenyuan/parse_kit/page_layout.h"

namespace wenyuan::parse {

// Hands pages to a layout, within the limits, and its result to a document. One thread at a time.
class PlacedText {
 public:
  // `layout` must outlive the object.
  PlacedText(std::string_view format, PageLayout& layout, const ParseLimits& limits)
      : format_(format), layout_(layout), limits_(limits) {}

  // kTooLarge when a limit is reached.
  Result<void> Add(PlacedPage page);
  [[nodiscard]] std::uint32_t Pages() const { return pages_; }
  // kUnsupported when the pages are only pictures.
  Result<void> Finish(const std::vector<PlacedTitle>& outline, DocumentBuilder& out);

 private:
  std::string_view format_;
  PageLayout& layout_;
  ParseLimits limits_;
  std::uint32_t pages_ = 0;
  std::size_t characters_ = 0;
};

}  // namespace wenyuan::parse
