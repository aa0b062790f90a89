#pragma once

#include <memory>
#include <string>
#include <string_view>

struct UConverter;

namespace wenyuan::charset {

struct ConverterCloser {
  void operator()(UConverter* converter) const;
};
using Converter = std::unique_ptr<UConverter, ConverterCloser>;

// The converter for a name as found in the wild, corrected to what people mean by it ("gb2312" is
// GB18030, "iso-8859-1" is windows-1252). Null when there is none.
Converter OpenConverter(std::string_view name);

// What bad bytes become is U+FFFD. With `whole` false an unfinished last character is no error.
std::u16string Decode(UConverter& converter, std::string_view bytes, bool whole);

// Surrogates without partner become U+FFFD; NUL is dropped.
std::string Utf16ToUtf8(std::u16string_view text);

}  // namespace wenyuan::charset
