#pragma once

#include <memory>
#include <vector>

#include "wenyuan/base/result.h"
#include "wenyuan/parse/parser.h"
#include "wenyuan/parse/recognise.h"

namespace wenyuan {

// One of each format. Their factories open what the formats need: the sandbox closes afterwards.
// `recogniser` may be nullptr: then pages that show text as a picture are not read.
Result<std::vector<std::unique_ptr<parse::Parser>>> MakeParsers(parse::TextRecogniser* recogniser);

}  // namespace wenyuan
