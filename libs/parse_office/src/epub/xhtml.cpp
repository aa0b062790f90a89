#include "epub/xhtml.h"

#include <cstddef>

#include "wenyuan/parse_kit/strings.h"

namespace wenyuan::parse {
namespace {

bool NeedsNoEnd(std::string_view name) {
  for (const std::string_view empty : {"br", "hr", "img", "input", "meta", "link", "col", "area",
                                       "base", "embed", "source", "track", "wbr", "param"}) {
    if (name == empty) return true;
  }
  return false;
}

// Behind the '>' that ends the tag at `at`; quoted values may hold one, too.
std::size_t EndOfTag(std::string_view text, std::size_t at) {
  char quote = 0;
  for (; at < text.size(); ++at) {
    const char c = text[at];
    if (quote != 0) {
      if (c == quote) quote = 0;
    } else if (c == '"' || c == '\'') {
      quote = c;
    } else if (c == '>') {
      return at + 1;
    }
  }
  return text.size();
}

}  // namespace

std::string XhtmlAsHtml(std::string_view xhtml) {
  std::string html;
  html.reserve(xhtml.size());
  std::size_t at = 0;
  while (at < xhtml.size()) {
    const std::size_t start = xhtml.find('<', at);
    if (start == std::string_view::npos) break;
    html += xhtml.substr(at, start - at);
    // Declarations, comments and a "<" that means less.
    const char next = start + 1 < xhtml.size() ? xhtml[start + 1] : ' ';
    const bool letter = (next >= 'a' && next <= 'z') || (next >= 'A' && next <= 'Z');
    if (!letter && next != '/') {
      html += '<';
      at = start + 1;
      continue;
    }
    const std::size_t end = EndOfTag(xhtml, start + 1);
    const std::string_view tag = xhtml.substr(start, end - start);
    at = end;
    if (tag.size() < 4 || !tag.ends_with("/>")) {
      html += tag;
      continue;
    }
    const std::size_t stop = tag.find_first_of(" \t\r\n/>", 1);
    const std::string name(tag.substr(1, stop - 1));
    html += tag;
    if (!NeedsNoEnd(AsciiLower(name))) {
      html.erase(html.size() - 2);
      html += "></" + name + ">";
    }
  }
  html += xhtml.substr(at);
  return html;
}

bool HasHtmlHeading(std::string_view html) {
  for (std::size_t at = FindIgnoringCase(html, "<h"); at != std::string_view::npos;
       at = FindIgnoringCase(html, "<h", at + 2)) {
    if (at + 2 < html.size() && html[at + 2] >= '1' && html[at + 2] <= '6') return true;
  }
  return false;
}

}  // namespace wenyuan::parse
