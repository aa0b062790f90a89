#pragma once

#include <cstddef>

#include "wenyuan/base/result.h"
#include "wenyuan/parse/document.h"
#include "wenyuan/store/recognitions.h"

namespace wenyuan::ingest {

// Puts what was recognised on pages in the place of what the document has for them, where it needs
// recognition. Returns how many pages that were. kCorruption when a page is not what was saved.
Result<std::size_t> MergeRecognised(const store::Recognitions::Pages& pages,
                                    parse::Document& document);

}  // namespace wenyuan::ingest
