#pragma once

#include <filesystem>
#include <memory>

#include "wenyuan/base/result.h"
#include "wenyuan/parse/recognise.h"

namespace wenyuan::ocr {

// True when `folder` holds all that OpenRecogniser needs.
bool IsInstalled(const std::filesystem::path& folder);

// Opens ONNX Runtime and the models in `folder` (see third_party/ocr/README.md): detection,
// orientation and recognition. About 0.3 s and 150 MB; everything is in memory afterwards, so it
// goes on working in the sandbox. The process keeps the memory that it frees from then on.
// kUnavailable when something is missing or does not fit.
Result<std::unique_ptr<parse::TextRecogniser>> OpenRecogniser(const std::filesystem::path& folder);

}  // namespace wenyuan::ocr
