#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>

#include "wenyuan/base/result.h"
#include "wenyuan/parse_kit/document_builder.h"

namespace wenyuan::parse {

// What DocumentBuilder::AddPicture gives for the picture at an address of a page; 0: none.
using HtmlPictures = std::function<std::uint32_t(std::string_view address)>;

// Adds the content of a page (or of a piece of one, when `whole` is false: then nothing is taken
// for frame) to `out`. Pictures that the page has in it (`data:`), and those that `pictures` finds,
// are figures behind the text that they stand in. Requires valid UTF-8.
Result<void> ReadHtml(std::string utf8, bool whole, DocumentBuilder& out,
                      const HtmlPictures& pictures = {});

}  // namespace wenyuan::parse
