#pragma once

#include "wenyuan/base/result.h"
#include "wenyuan/parse_kit/compound_file.h"
#include "wenyuan/parse_kit/document_builder.h"

namespace wenyuan::parse {

// The text of a Publisher file (98 and later), story after story, without where it stands on the
// pages. Nothing when there is none that we know how to read.
Result<void> AddPublisherText(CompoundFile& file, DocumentBuilder& out);

}  // namespace wenyuan::parse
