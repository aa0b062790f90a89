#include <malloc.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <numbers>
#include <utility>

#include "ctc.h"
#include "engines.h"
#include "onnx_runtime.h"
#include "picture_ops.h"
#include "text_box.h"
#include "wenyuan/base/files.h"

namespace wenyuan::ocr {
namespace {

using parse::GreyPicture;
using parse::RecognisedLine;

constexpr const char* kLibrary = "libonnxruntime.so.1";
constexpr const char* kDetection = "detection.onnx";
constexpr const char* kOrientation = "orientation.onnx";
constexpr const char* kRecognition = "recognition.onnx";
constexpr std::size_t kLargestModel = std::size_t{256} << 20U;

constexpr double kBlank = 0.0005;              // less ink than this is an empty page
constexpr std::uint32_t kLongestSide = 1'120;  // of what detection sees
constexpr std::uint32_t kSideStep = 32;        // its sides are multiples
constexpr std::uint32_t kLineHeight = 48;      // of what recognition sees
// Of the width that a line has at that height: time goes with it, and Han characters are read as
// well when they are narrower. Letters and digits are not.
constexpr double kHanSqueeze = 0.75;
constexpr double kFewNarrow = 0.25;  // of the characters of such a line
constexpr std::uint32_t kShortestLine = 320;
constexpr std::uint32_t kLongestLine = 3'200;
constexpr std::uint32_t kOrientationWidth = 192;
constexpr std::size_t kVoters = 9;  // lines that tell which way up a page stands
constexpr float kSure = 0.9F;       // of a line that stands on its head
constexpr float kDoubtful = 0.6F;   // a line below this is dropped
constexpr double kUpright = 1.5;    // a box higher than wide by this runs downwards

constexpr float kMean = 0.5F;
constexpr float kDeviation = 0.5F;

struct Letters {
  std::size_t wide = 0;  // Han, kana and what goes with them
  std::size_t narrow = 0;
  [[nodiscard]] double NarrowShare() const {
    const std::size_t all = wide + narrow;
    return all == 0 ? 0 : static_cast<double>(narrow) / static_cast<double>(all);
  }
};

// By the first byte of each: from U+3000 on it is E3 or more.
Letters CountLetters(std::string_view text) {
  Letters letters;
  for (const char byte : text) {
    const auto code = static_cast<unsigned char>(byte);
    if (code == ' ' || (code & 0xC0U) == 0x80) continue;
    if (code >= 0xE3) {
      ++letters.wide;
    } else {
      ++letters.narrow;
    }
  }
  return letters;
}

class PpOcr final : public parse::TextRecogniser {
 public:
  struct Parts {
    std::unique_ptr<OnnxRuntime> runtime;
    std::unique_ptr<OnnxSession> detection;
    std::unique_ptr<OnnxSession> orientation;
    std::unique_ptr<OnnxSession> recognition;
    Alphabet alphabet;
  };
  explicit PpOcr(Parts parts) : parts_(std::move(parts)) {}

  Result<std::vector<RecognisedLine>> Recognise(const GreyPicture& picture) override {
    if (picture.width == 0 || picture.height == 0 ||
        picture.pixels.size() != std::size_t{picture.width} * picture.height) {
      return Error{ErrorCode::kInvalidArgument,
                   "the picture has no pixels, or not as many as it says"};
    }
    std::vector<RecognisedLine> lines;
    if (InkShare(picture) < kBlank) return lines;
    WY_TRY(std::vector<TextBox> boxes, Detect(picture));
    WY_TRY(const bool turned, StandsOnItsHead(picture, boxes));
    Letters page;
    for (TextBox& box : boxes) {
      if (turned) box.angle += std::numbers::pi;
      const bool squeezed = page.wide + page.narrow > 0 && page.NarrowShare() < kFewNarrow;
      WY_TRY(RecognisedLine line, Read(picture, box, squeezed ? kHanSqueeze : 1));
      const Letters letters = CountLetters(line.text);
      if (squeezed && letters.NarrowShare() > kFewNarrow) {
        WY_TRY(line, Read(picture, box, 1));
      }
      page.wide += letters.wide;
      page.narrow += letters.narrow;
      if (line.confidence >= kDoubtful && !line.text.empty()) lines.push_back(std::move(line));
    }
    return lines;
  }

 private:
  Result<std::vector<TextBox>> Detect(const GreyPicture& picture) {
    const double scale =
        std::min(1.0, static_cast<double>(kLongestSide) / std::max(picture.width, picture.height));
    const auto side = [scale](std::uint32_t length) {
      return std::max(1U, static_cast<std::uint32_t>(std::lround(length * scale)));
    };
    const auto padded = [](std::uint32_t length) {
      return (length + kSideStep - 1) / kSideStep * kSideStep;
    };
    const GreyPicture small = Resize(picture, side(picture.width), side(picture.height));
    const std::uint32_t width = padded(small.width);
    const std::uint32_t height = padded(small.height);
    Tensor input = ToTensor(small, width, height, kMean, kDeviation, (1 - kMean) / kDeviation);
    WY_TRY(const Tensor map, parts_.detection->Run(input));
    if (map.values.size() != std::size_t{width} * height) {
      return Error{ErrorCode::kInternal, "the detection model gives a map of another size"};
    }
    std::vector<TextBox> boxes = FindTextBoxes(map.values, width, height);
    for (TextBox& box : boxes) {
      box.middle.x /= scale;
      box.middle.y /= scale;
      box.length /= scale;
      box.height /= scale;
      if (box.height > kUpright * box.length) {
        std::swap(box.length, box.height);
        box.angle += std::numbers::pi / 2;
      }
    }
    return boxes;
  }

  // By the vote of the longest lines: single short ones are often misjudged.
  Result<bool> StandsOnItsHead(const GreyPicture& picture, std::vector<TextBox>& boxes) {
    const std::size_t voters = std::min(boxes.size(), kVoters);
    std::partial_sort(boxes.begin(), boxes.begin() + static_cast<std::ptrdiff_t>(voters),
                      boxes.end(),
                      [](const TextBox& a, const TextBox& b) { return a.length > b.length; });
    std::size_t votes = 0;
    for (std::size_t i = 0; i < voters; ++i) {
      const TextBox& box = boxes[i];
      const auto width =
          static_cast<std::uint32_t>(std::clamp(std::ceil(box.length / box.height * kLineHeight),
                                                1.0, static_cast<double>(kOrientationWidth)));
      Tensor input = ToTensor(CutOut(picture, box, width, kLineHeight), kOrientationWidth,
                              kLineHeight, kMean, kDeviation, 0);
      WY_TRY(const Tensor answer, parts_.orientation->Run(input));
      if (answer.values.size() != 2) {
        return Error{ErrorCode::kInternal, "the orientation model gives another answer"};
      }
      if (answer.values[1] > kSure) ++votes;
    }
    return votes * 2 > voters;
  }

  Result<RecognisedLine> Read(const GreyPicture& picture, const TextBox& box, double squeeze) {
    const auto width = static_cast<std::uint32_t>(
        std::clamp(std::ceil(box.length / box.height * kLineHeight * squeeze), 1.0,
                   static_cast<double>(kLongestLine)));
    const std::uint32_t padded = std::max(width, kShortestLine);
    Tensor input = ToTensor(CutOut(picture, box, width, kLineHeight), padded, kLineHeight, kMean,
                            kDeviation, 0);
    RecognisedLine line;
    line.middle_x = static_cast<float>(box.middle.x);
    line.middle_y = static_cast<float>(box.middle.y);
    line.length = static_cast<float>(box.length);
    line.height = static_cast<float>(box.height);
    line.angle = static_cast<float>(box.angle * 180 / std::numbers::pi);
    WY_CHECK(parts_.recognition->Run(input, [&](const TensorView& answer) {
      return DecodeLine(answer, parts_.alphabet, static_cast<double>(width) / padded, line);
    }));
    return line;
  }

  Parts parts_;
};

// A page takes and frees hundreds of blocks of megabytes: to map each anew costs a tenth of the
// time.
void KeepFreedMemory() {
  ::mallopt(M_MMAP_THRESHOLD, 256 << 20);
  ::mallopt(M_TRIM_THRESHOLD, 1 << 30);
}

Result<std::unique_ptr<OnnxSession>> LoadModel(const OnnxRuntime& runtime,
                                               const std::filesystem::path& path) {
  const auto bytes = ReadAll(PosixFileSystem(), path, kLargestModel);
  if (!bytes) {
    return Error{ErrorCode::kUnavailable, "cannot load the model '" + path.string() +
                                              "': " + bytes.error().message +
                                              "; run scripts/models/install_ocr"};
  }
  return OnnxSession::Load(runtime, *bytes, path.string());
}

}  // namespace

bool HoldsPpOcr(const std::filesystem::path& folder) {
  constexpr std::array kFiles = {kLibrary, kDetection, kOrientation, kRecognition};
  std::error_code ignored;
  return std::all_of(kFiles.begin(), kFiles.end(), [&](const char* name) {
    return std::filesystem::exists(folder / name, ignored);
  });
}

Result<std::unique_ptr<parse::TextRecogniser>> OpenPpOcr(const std::filesystem::path& folder) {
  KeepFreedMemory();
  WY_TRY(auto runtime, OnnxRuntime::Open(folder / kLibrary));
  WY_TRY(auto detection, LoadModel(*runtime, folder / kDetection));
  WY_TRY(auto orientation, LoadModel(*runtime, folder / kOrientation));
  WY_TRY(auto recognition, LoadModel(*runtime, folder / kRecognition));
  WY_TRY(const std::string characters, recognition->Metadata("character"));
  if (characters.empty()) {
    return Error{ErrorCode::kUnavailable,
                 "the recognition model does not name its characters; run "
                 "scripts/models/install_ocr"};
  }
  return std::make_unique<PpOcr>(PpOcr::Parts{std::move(runtime), std::move(detection),
                                              std::move(orientation), std::move(recognition),
                                              Alphabet(characters)});
}

}  // namespace wenyuan::ocr
