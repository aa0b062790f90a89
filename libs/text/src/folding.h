#pragma once

#include <cstdint>
#include <memory>
#include <string_view>
#include <vector>

#include "wenyuan/base/result.h"

namespace wenyuan::text {

enum class CharacterKind : std::uint8_t { kOther, kBlank, kHan, kLetter, kDigit };

// A character as it is searched, and where it stood.
struct Folded {
  char32_t character = 0;
  CharacterKind kind = CharacterKind::kOther;
  bool upper_case = false;  // before folding
  std::uint32_t begin = 0;  // bytes of the text
  std::uint32_t end = 0;
};

// Makes equal what people take for equal: compatibility forms, width, case, accents on Latin
// letters, decimal digits of every script, traditional and simplified characters (one by one, so
// that places stay known). Any thread.
class Folder {
 public:
  virtual ~Folder() = default;
  // Requires valid UTF-8. Appends; one character may become none or several.
  virtual void Fold(std::string_view text, std::vector<Folded>& folded) const = 0;
};

Result<std::unique_ptr<Folder>> MakeFolder();

}  // namespace wenyuan::text
