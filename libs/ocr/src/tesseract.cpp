#include <algorithm>
#include <array>
#include <cmath>
#include <cstdlib>
#include <numbers>
#include <utility>

#include "engines.h"
#include "picture_ops.h"
#include "tesseract_api.h"
#include "tesseract_lines.h"

namespace wenyuan::ocr {
namespace {

using parse::GreyPicture;
using parse::RecognisedLine;

constexpr const char* kFileEnding = ".traineddata";
constexpr const char* kEnglish = "eng";
// In this order, which decides between equals.
constexpr const char* kJapanese = "jpn";
constexpr std::array kHanScripts = {"chi_sim", "chi_tra", kJapanese};
constexpr double kLeastKana = 0.05;  // of Japanese; without kana it is Chinese

constexpr double kBlank = 0.0005;    // less ink than this is an empty page
constexpr int kResolution = 200;     // told to it, so that it guesses nothing
constexpr double kSampleShare = 12;  // a twelfth of a page tells its script
constexpr int kLeastSample = 400;    // pixels
constexpr float kDoubtful = 0.5F;    // a line below this is dropped

// One script that it was opened for.
class Script {
 public:
  Script(const TesseractApi& api, TessBase* base, bool japanese)
      : api_(api), base_(base), japanese_(japanese) {}
  Script(const Script&) = delete;
  Script& operator=(const Script&) = delete;
  ~Script() { api_.destroy(base_); }
  [[nodiscard]] TessBase* base() const { return base_; }
  [[nodiscard]] bool japanese() const { return japanese_; }

 private:
  const TesseractApi& api_;
  TessBase* const base_;
  const bool japanese_;
};

class Tesseract final : public parse::TextRecogniser {
 public:
  explicit Tesseract(const TesseractApi& api) : api_(api) {}

  Result<void> Open(const std::string& folder, const std::string& languages) {
    auto script = std::make_unique<Script>(api_, api_.create(), languages.starts_with(kJapanese));
    if (api_.open(script->base(), folder.c_str(), languages.c_str()) != 0) {
      return Error{ErrorCode::kUnavailable,
                   "Tesseract cannot load the languages '" + languages + "' from '" + folder + "'",
                   "Tesseract 无法从“" + folder + "”加载语言“" + languages + "”"};
    }
    scripts_.push_back(std::move(script));
    return {};
  }

  Result<std::vector<RecognisedLine>> Recognise(const GreyPicture& picture) override {
    if (picture.width == 0 || picture.height == 0 ||
        picture.pixels.size() != std::size_t{picture.width} * picture.height) {
      return Error{ErrorCode::kInvalidArgument,
                   "the picture has no pixels, or not as many as it says"};
    }
    if (InkShare(picture) < kBlank) return std::vector<RecognisedLine>();
    TessBase* const base = ScriptOf(picture).base();
    Show(base, picture);
    if (api_.recognise(base, nullptr) != 0) {
      api_.clear(base);
      return Error{ErrorCode::kInternal, "Tesseract failed on a picture"};
    }
    std::vector<RecognisedLine> lines = TakeLines(api_, base);
    api_.clear(base);
    std::erase_if(lines, [](const RecognisedLine& line) {
      return line.confidence < kDoubtful || line.text.empty();
    });
    return lines;
  }

 private:
  void Show(TessBase* base, const GreyPicture& picture) const {
    const auto width = static_cast<int>(picture.width);
    api_.set_image(base, picture.pixels.data(), width, static_cast<int>(picture.height), 1, width);
    api_.set_resolution(base, kResolution);
    // Its own search for columns loses half of the lines on some pages; ours comes afterwards.
    // Which way up a page stands it could tell, but opens a file for it each time.
    api_.set_segmentation(base, kTessOneColumn);
  }

  // Two Chinese scripts at once read worse than the right one of them, so a piece is read in each.
  const Script& ScriptOf(const GreyPicture& picture) const {
    if (scripts_.size() == 1) return *scripts_.front();
    const auto height = static_cast<int>(picture.height);
    const int sample =
        std::min(height, std::max(kLeastSample, static_cast<int>(height / kSampleShare)));
    const int top = std::clamp(MiddleOfInk(picture) - sample / 2, 0, height - sample);
    const Script* best = scripts_.front().get();
    // Not the library's own rectangle: what it reads in one is garbage.
    const auto begin = picture.pixels.begin() + std::ptrdiff_t{picture.width} * top;
    const GreyPicture piece{picture.width,
                            static_cast<std::uint32_t>(sample),
                            {begin, begin + std::ptrdiff_t{picture.width} * sample}};
    double most = -1;
    for (const auto& script : scripts_) {
      TessBase* const base = script->base();
      Show(base, piece);
      const HanEvidence found =
          api_.recognise(base, nullptr) == 0 ? FindHanEvidence(api_, base) : HanEvidence();
      api_.clear(base);
      if (script->japanese() && found.kana < kLeastKana * found.characters) continue;
      if (found.sure > most) {
        most = found.sure;
        best = script.get();
      }
    }
    return *best;
  }

  const TesseractApi api_;
  std::vector<std::unique_ptr<Script>> scripts_;
};

}  // namespace

std::filesystem::path FindTesseractLibrary() {
  static constexpr std::array kFolders = {"/usr/lib/x86_64-linux-gnu", "/usr/lib/aarch64-linux-gnu",
                                          "/usr/lib64", "/usr/lib", "/usr/local/lib"};
  static constexpr std::array kNames = {"libtesseract.so.5", "libtesseract.so.4"};
  std::error_code ignored;
  for (const char* const folder : kFolders) {
    for (const char* const name : kNames) {
      std::filesystem::path path = std::filesystem::path(folder) / name;
      if (std::filesystem::exists(path, ignored)) return path;
    }
  }
  return {};
}

std::vector<std::string> TesseractLanguages(const std::filesystem::path& tessdata) {
  std::vector<std::string> found;
  std::vector<std::string> wanted(kHanScripts.begin(), kHanScripts.end());
  wanted.emplace_back(kEnglish);
  std::error_code ignored;
  for (std::string& language : wanted) {
    if (std::filesystem::exists(tessdata / (language + kFileEnding), ignored)) {
      found.push_back(std::move(language));
    }
  }
  return found;
}

Result<std::unique_ptr<parse::TextRecogniser>> OpenTesseract(
    const std::filesystem::path& tessdata) {
  // Read once, when the library is opened: the sandbox allows one thread.
  ::setenv("OMP_THREAD_LIMIT", "1", 1);
  WY_TRY(const TesseractApi api, OpenTesseractLibrary(FindTesseractLibrary()));
  auto recogniser = std::make_unique<Tesseract>(api);
  const std::vector<std::string> languages = TesseractLanguages(tessdata);
  const bool english = std::find(languages.begin(), languages.end(), kEnglish) != languages.end();
  for (const std::string& language : languages) {
    if (language == kEnglish && languages.size() > 1) continue;
    const bool beside = english && language != kEnglish;
    WY_CHECK(recogniser->Open(tessdata.string(), beside ? language + "+" + kEnglish : language));
  }
  // What it opens or makes when it is first used, it does before the sandbox closes.
  constexpr std::uint32_t kSide = 200;
  GreyPicture picture{kSide, kSide, std::vector<std::uint8_t>(std::size_t{kSide} * kSide, 255)};
  for (std::uint32_t x = 40; x < 160; ++x) {
    for (std::uint32_t y = 90; y < 100; ++y) picture.pixels[y * kSide + x] = 0;
  }
  WY_CHECK(recogniser->Recognise(picture));
  return recogniser;
}

}  // namespace wenyuan::ocr
