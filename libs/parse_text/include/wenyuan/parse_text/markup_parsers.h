#pragma once

#include <memory>

#include "wenyuan/parse/parser.h"

namespace wenyuan::parse {

// Light markup languages: docs/formats/markup.md.
std::unique_ptr<Parser> MakeRstParser();
std::unique_ptr<Parser> MakeOrgParser();
std::unique_ptr<Parser> MakeAsciidocParser();
std::unique_ptr<Parser> MakeTextileParser();
std::unique_ptr<Parser> MakeTexParser();

}  // namespace wenyuan::parse
