#pragma once

#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "wenyuan/base/result.h"
#include "wenyuan/parse/recognise.h"

namespace wenyuan::ocr {

bool HoldsPpOcr(const std::filesystem::path& folder);
Result<std::unique_ptr<parse::TextRecogniser>> OpenPpOcr(const std::filesystem::path& folder);

// The shared library, where the system has it; empty: nowhere.
std::filesystem::path FindTesseractLibrary();
// Of those that we read, what `tessdata` holds, Chinese first.
std::vector<std::string> TesseractLanguages(const std::filesystem::path& tessdata);
Result<std::unique_ptr<parse::TextRecogniser>> OpenTesseract(const std::filesystem::path& tessdata);

}  // namespace wenyuan::ocr
