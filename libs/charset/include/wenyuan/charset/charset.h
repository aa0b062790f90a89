#pragma once

#include <string>
#include <string_view>

namespace wenyuan::charset {

struct Text {
  std::string utf8;      // valid UTF-8 without NUL and without byte order mark
  std::string charset;   // what it was read as: "UTF-8", "GB18030", "Big5", "windows-31j", …
  bool damaged = false;  // some bytes meant nothing in that charset and became U+FFFD
};

// Opens every converter that ToUtf8 may need, so that no file is opened later: call it before the
// sandbox closes. Any thread, any number of times.
void WarmUp();

// Bytes of unknown origin as text. A byte order mark decides; then strict UTF-8; then `declared`
// (a name from a MIME or HTML header, may be empty or wrong) if the bytes fit it; then the charset
// under which the bytes make the likeliest Chinese, Japanese, Korean, Western or Cyrillic text.
// Never fails. Any thread.
Text ToUtf8(std::string_view bytes, std::string_view declared = {});

// Bytes whose charset a binary format states: even what looks like UTF-8 is read as `charset` when
// it fits. Else as ToUtf8. Never fails. Any thread.
Text FromCharset(std::string_view bytes, std::string_view charset);

// The likeliest charset of the bytes, as ToUtf8 finds it without a declaration. Any thread.
std::string Detect(std::string_view bytes);

// Valid UTF-8 without NUL: NUL is dropped, what is invalid becomes U+FFFD. Any thread.
std::string Clean(std::string text);

}  // namespace wenyuan::charset
