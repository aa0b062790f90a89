#pragma once

#include <functional>
#include <memory>
#include <vector>

#include "wenyuan/base/result.h"
#include "wenyuan/parse/parser.h"
#include "wenyuan/parse/recognise.h"

namespace wenyuan::parse_picture {

// From recognised lines to blocks in reading order.
using LayOutLines =
    std::function<std::vector<parse::Block>(const std::vector<parse::RecognisedPage>&)>;

// Reads PNG, JPEG, TIFF (one page each of its pictures), BMP, WebP and GIF (its first picture). A
// picture becomes a document of one page that needs recognition, with a thumbnail; with
// `recogniser`, which must outlive the parser, a request may ask for its text. Pictures of more
// than 100 megapixels are kTooLarge and never unpacked. JPEG is set upright as its camera says.
std::unique_ptr<parse::Parser> MakePictureParser(parse::TextRecogniser* recogniser,
                                                 LayOutLines lay_out);

}  // namespace wenyuan::parse_picture
