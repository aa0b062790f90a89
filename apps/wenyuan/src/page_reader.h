#pragma once

#include <memory>

#include "config.h"
#include "data_folder.h"
#include "wenyuan/base/result.h"
#include "wenyuan/parse/file_parser.h"

namespace wenyuan::app {

// Reads scans with what this machine has at the time: PP-OCR, else Tesseract; until there is one of
// them it is kUnavailable, and what is installed while we run is taken up with the next page.
std::unique_ptr<parse::PageReader> MakeLocalPageReader(const Config& config,
                                                       const Installation& installation);

}  // namespace wenyuan::app
