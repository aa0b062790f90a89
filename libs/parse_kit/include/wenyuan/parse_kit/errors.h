#pragma once

#include <string>
#include <string_view>

#include "wenyuan/base/result.h"

namespace wenyuan::parse {

// What went wrong, in both languages, each the end of a sentence.
struct Reason {
  std::string english;
  std::string chinese;
};

// "cannot read this docx file: <reason>", with the code that Parser promises. `format` is what
// people call it: "docx", "e-mail".
Error BrokenFile(std::string_view format, const Reason& reason);
Error NeedsPassword(std::string_view format, const Reason& reason);
Error UnsupportedFile(std::string_view format, const Reason& reason);
Error FileTooLarge(std::string_view format, const Reason& reason);

}  // namespace wenyuan::parse
