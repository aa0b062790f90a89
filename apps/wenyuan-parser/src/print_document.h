#pragma once

#include <string>

#include "wenyuan/parse/document.h"

namespace wenyuan {

// The blocks as text that a person can look through: kinds in brackets, tables with bars.
std::string PrintDocument(const parse::Document& document);

}  // namespace wenyuan
