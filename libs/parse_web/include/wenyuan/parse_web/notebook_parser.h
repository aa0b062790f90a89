#pragma once

#include <memory>

#include "wenyuan/parse/parser.h"

namespace wenyuan::parse {

// Jupyter notebooks (ipynb): docs/formats/ipynb.md.
std::unique_ptr<Parser> MakeNotebookParser();

}  // namespace wenyuan::parse
