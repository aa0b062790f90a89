#pragma once

#include <array>
#include <cstddef>
#include <random>
#include <string>

#include "wenyuan/text/utf8.h"

namespace wenyuan::text {

// Valid UTF-8 of every kind that gives text programs trouble.
class RandomText {
 public:
  explicit RandomText(unsigned seed) : generator_(seed) {}

  std::string Text(std::size_t characters) {
    std::string text;
    for (std::size_t i = 0; i < characters; ++i) AppendCharacter(text, Character());
    return text;
  }

  std::size_t Number(std::size_t below) { return generator_() % below; }

 private:
  char32_t Between(char32_t first, char32_t last) {
    return first + static_cast<char32_t>(generator_() % (last - first + 1));
  }

  char32_t Character() {
    static constexpr std::u32string_view kSigns =
        U"。！？；…“”‘’「」（）《》.,!?:;\"'()[] \t\n\r\u3000\u00A0\u200B\uFEFF\u00AD-_/@%+#&　，";
    switch (Number(10)) {
      case 0:
      case 1:
        return Between(U'a', U'z');
      case 2:
        return Between(0x20, 0x7E);
      case 3:
      case 4:
        return Between(0x4E00, 0x9FA5);
      case 5:
      case 6:
        return kSigns[Number(kSigns.size())];
      case 7:
        return Between(0x300, 0x36F);  // marks
      case 8:
        return Between(0xF900, 0xFFEF);  // compatibility forms
      default: {
        const char32_t any = Between(0, 0x10FFFF);
        return any >= 0xD800 && any <= 0xDFFF ? U'\u00C5' : any;
      }
    }
  }

  std::mt19937 generator_;
};

}  // namespace wenyuan::text
