#pragma once

#include <string>
#include <string_view>

namespace wenyuan::parse {

// XHTML as an HTML reader wants it: "<title/>" and the like become a start and an end tag, because
// in HTML they would swallow what follows.
std::string XhtmlAsHtml(std::string_view xhtml);

// Whether there is a heading element.
bool HasHtmlHeading(std::string_view html);

}  // namespace wenyuan::parse
