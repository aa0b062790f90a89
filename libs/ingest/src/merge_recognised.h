#pragma once

#include <cstddef>
#include <map>
#include <string>

#include "wenyuan/base/result.h"
#include "wenyuan/parse/document.h"
#include "wenyuan/store/recognitions.h"

namespace wenyuan::ingest {

// Puts what was recognised on pages in the place of what the document has for them, where it needs
// recognition. Returns how many pages that were. kCorruption when a page is not what was saved.
Result<std::size_t> MergeRecognised(const store::Recognitions::Pages& pages,
                                    parse::Document& document);

// Puts what was read in pictures into the figures that show them: behind the alternative text, with
// the region of each line on the page where the figure has one. kCorruption as above.
Result<void> MergePictures(const std::map<std::string, std::string>& read,
                           parse::Document& document);

}  // namespace wenyuan::ingest
