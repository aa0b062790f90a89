#pragma once

#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "wenyuan/base/result.h"
#include "wenyuan/parse/recognise.h"

namespace wenyuan::ocr {

enum class Engine { kPpOcr, kTesseract };

// "PP-OCRv6", "Tesseract": as people call it.
std::string_view NameOf(Engine engine);

// What this machine has to read scans with.
struct Installed {
  Engine engine = Engine::kPpOcr;
  std::filesystem::path folder;             // for OpenRecogniser
  std::vector<std::string> languages = {};  // of Tesseract, as it names them: "chi_sim", "eng"
};

// PP-OCR when `folder` holds all that it needs, else Tesseract when its library is installed and
// `tessdata` holds one of the languages that we read (chi_sim, chi_tra, eng, jpn). `tessdata`:
// empty stands for the usual folders, "off" for no Tesseract. Looks at names of files only, so it
// may be asked often.
std::optional<Installed> FindRecogniser(const std::filesystem::path& folder,
                                        const std::filesystem::path& tessdata);

// Opens what FindRecogniser found: ONNX Runtime and the models in `folder` (detection, orientation
// and recognition; see third_party/ocr/README.md), or Tesseract with the languages in it. About
// 0.3 s and 150 MB, of Tesseract 0.5 s and 100 MB a script; everything is in memory afterwards, so
// it goes on working in the sandbox. The process keeps the memory that it frees from then on.
// kUnavailable when something is missing or does not fit. Call from the only thread: it sets
// environment variables.
Result<std::unique_ptr<parse::TextRecogniser>> OpenRecogniser(const std::filesystem::path& folder);

}  // namespace wenyuan::ocr
