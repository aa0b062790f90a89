#pragma once

#include <string>
#include <string_view>

namespace wenyuan::parse {

struct RtfBody {
  bool html = false;  // the text is HTML that was wrapped in RTF
  std::string text;   // valid UTF-8
};

// The text of a message's RTF: HTML that Outlook wrapped comes out as it was, else paragraphs as
// lines. No tables or styles: this is what is left where a message has no other body.
RtfBody ReadRtfBody(std::string_view rtf);

}  // namespace wenyuan::parse
