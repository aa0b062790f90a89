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

// Has scans read by the vision-language service of the settings; nullptr where there is none.
// `parser` must outlive it. kInvalidArgument for a wrong address.
Result<std::unique_ptr<parse::PageReader>> MakeVisionPageReader(const Config& config,
                                                                const Installation& installation,
                                                                parse::FileParser& parser);

}  // namespace wenyuan::app
