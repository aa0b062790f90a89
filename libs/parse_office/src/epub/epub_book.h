#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "ooxml_package.h"
#include "wenyuan/base/result.h"
#include "wenyuan/parse_kit/document_builder.h"

namespace wenyuan::parse {

// What the table of contents calls a file of the book.
struct EpubTitle {
  std::string text;
  std::uint8_t level = 1;
};

// What the package document of a book says. Names are those of parts of the package.
struct EpubBook {
  std::vector<std::string> chapters;        // in reading order, without the table of contents
  std::map<std::string, EpubTitle> titles;  // by chapter
  std::string cover;                        // a picture; may be empty
};

// True when the package says that it is a book.
bool IsEpub(std::string_view bytes);

// Reads the package document and the table of contents; metadata go to `out`. Fails with
// kUnsupported when the chapters are encrypted.
Result<EpubBook> ReadEpubBook(OoxmlPackage& package, DocumentBuilder& out);

}  // namespace wenyuan::parse
