#pragma once

#include <memory>
#include <vector>

#include "wenyuan/base/result.h"
#include "wenyuan/parse/parser.h"

namespace wenyuan {

// One of each format. Their factories open what the formats need: the sandbox closes afterwards.
Result<std::vector<std::unique_ptr<parse::Parser>>> MakeParsers();

}  // namespace wenyuan
