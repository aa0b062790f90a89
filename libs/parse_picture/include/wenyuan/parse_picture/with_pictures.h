#pragma once

#include <memory>

#include "wenyuan/parse/parser.h"
#include "wenyuan/parse/recognise.h"
#include "wenyuan/parse_picture/picture_parser.h"

namespace wenyuan::parse_picture {

// The parser, and what is done with the pictures that it finds in a file. Parsers give them with
// their bytes as the file has them; here they get their names (SHA-256) and sizes, the same one is
// kept once, and those are dropped that are no pictures we know, or too small to show text (fewer
// than 20,000 pixels, or a side under 32), or too large (more than 100 megapixels). What remains
// needs recognition. A thumbnail, in whatever format, becomes a small JPEG, or none.
// With `recogniser`, which must outlive the parser, a request may ask for their text.
std::unique_ptr<parse::Parser> WithPictures(std::unique_ptr<parse::Parser> parser,
                                            parse::TextRecogniser* recogniser,
                                            const LayOutLines& lay_out);

}  // namespace wenyuan::parse_picture
