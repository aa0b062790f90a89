#include <array>

#include "engines.h"
#include "wenyuan/ocr/ocr.h"

namespace wenyuan::ocr {
namespace {

constexpr std::array kUsualFolders = {"/usr/share/tesseract-ocr/5/tessdata",
                                      "/usr/share/tesseract-ocr/4.00/tessdata",
                                      "/usr/share/tessdata", "/usr/local/share/tessdata"};

}  // namespace

std::string_view NameOf(Engine engine) {
  return engine == Engine::kPpOcr ? "PP-OCRv6" : "Tesseract";
}

std::optional<Installed> FindRecogniser(const std::filesystem::path& folder,
                                        const std::filesystem::path& tessdata) {
  if (HoldsPpOcr(folder)) return Installed{Engine::kPpOcr, folder};
  if (tessdata == "off" || FindTesseractLibrary().empty()) return std::nullopt;
  std::vector<std::filesystem::path> candidates = {tessdata};
  if (tessdata.empty()) candidates.assign(kUsualFolders.begin(), kUsualFolders.end());
  for (const std::filesystem::path& candidate : candidates) {
    auto languages = TesseractLanguages(candidate);
    if (!languages.empty()) {
      return Installed{Engine::kTesseract, candidate, std::move(languages)};
    }
  }
  return std::nullopt;
}

Result<std::unique_ptr<parse::TextRecogniser>> OpenRecogniser(const std::filesystem::path& folder) {
  if (!HoldsPpOcr(folder) && !TesseractLanguages(folder).empty()) return OpenTesseract(folder);
  return OpenPpOcr(folder);
}

}  // namespace wenyuan::ocr
