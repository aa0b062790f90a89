#pragma once

#include <memory>

#include "wenyuan/parse/parser.h"

namespace wenyuan::parse {

// XML of any kind: articles (JATS, nxml), DITA, DocBook and other documents by the names of their
// elements, SVG by its texts, everything else as data: docs/formats/xml.md.
std::unique_ptr<Parser> MakeXmlParser();

}  // namespace wenyuan::parse
