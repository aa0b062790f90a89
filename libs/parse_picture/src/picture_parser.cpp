#include "wenyuan/parse_picture/picture_parser.h"

#include <leptonica/allheaders.h>

#include <algorithm>
#include <string>
#include <utility>

#include "picture_file.h"

namespace wenyuan::parse_picture {
namespace {

constexpr double kMostPixels = 100e6;
constexpr std::uint32_t kUsualResolution = 200;
constexpr std::uint32_t kLowestResolution = 50;  // what cameras write says nothing
constexpr std::uint32_t kHighestResolution = 2'400;
constexpr double kLongestSide = 14'400;  // points, as PDF has it
constexpr float kPointsPerInch = 72;

Error TooLarge(std::string_view file) {
  const std::string name(file);
  return {
      ErrorCode::kTooLarge,
      "the picture \"" + name + "\" has more than 100 megapixels; make it smaller and try again",
      "图片“" + name + "”超过 1 亿像素；请缩小后重试"};
}

Error Damaged(std::string_view file) {
  const std::string name(file);
  return {ErrorCode::kInvalidArgument,
          "the picture \"" + name + "\" is damaged; save or download it anew and try again",
          "图片“" + name + "”已损坏；请重新保存或下载后重试"};
}

Error TooManyPages(std::string_view file, std::size_t most) {
  const std::string name(file);
  const std::string limit = std::to_string(most);
  return {ErrorCode::kTooLarge,
          "\"" + name + "\" has more than " + limit + " pages; split it and try again",
          "“" + name + "”超过 " + limit + " 页；请拆分后重试"};
}

float PointsPerPixel(const Unpacked& picture) {
  const std::uint32_t told = picture.resolution;
  const std::uint32_t resolution =
      told >= kLowestResolution && told <= kHighestResolution ? told : kUsualResolution;
  const float points = kPointsPerInch / static_cast<float>(resolution);
  const std::uint32_t longest = std::max(picture.grey.width, picture.grey.height);
  return std::min(points, static_cast<float>(kLongestSide / longest));
}

class PictureParser final : public parse::Parser {
 public:
  PictureParser(parse::TextRecogniser* recogniser, LayOutLines lay_out)
      : recogniser_(recogniser), lay_out_(std::move(lay_out)) {}

  [[nodiscard]] std::string_view Name() const override { return "picture"; }

  [[nodiscard]] int Recognise(std::string_view bytes, std::string_view) const override {
    return FormatOf(bytes) ? 100 : 0;
  }

  Result<parse::Document> Parse(const parse::ParseRequest& request) override {
    const auto format = FormatOf(request.bytes);
    if (!format) return Damaged(request.name);
    parse::Document document;
    document.format = parse_picture::Name(*format);
    std::vector<parse::RecognisedPage> read;
    for (std::uint32_t index = 0;; ++index) {
      const auto size = SizeOf(request.bytes, *format, index);
      if (!size) break;
      if (static_cast<double>(size->width) * size->height > kMostPixels) {
        return TooLarge(request.name);
      }
      if (index >= request.limits.max_pages) {
        return TooManyPages(request.name, request.limits.max_pages);
      }
      WY_CHECK(AddPage(request, *format, index, document, read));
    }
    if (document.pages.empty()) return Damaged(request.name);
    if (!read.empty()) document.blocks = lay_out_(read);
    return document;
  }

 private:
  Result<void> AddPage(const parse::ParseRequest& request, Format format, std::uint32_t index,
                       parse::Document& document, std::vector<parse::RecognisedPage>& read) const {
    const std::uint32_t number = index + 1;
    const bool wanted = recogniser_ != nullptr && request.recognise.Contains(number);
    parse::Page& page = document.pages.emplace_back();
    page.label = std::to_string(number);
    page.needs_recognition = !wanted;
    // Those that were not asked for are only counted.
    if (request.recognise.count > 0 && !wanted) return {};
    Result<Unpacked> picture = Unpack(request.bytes, format, index, index == 0);
    if (!picture) return Damaged(request.name);
    if (index == 0) document.thumbnail = std::move(picture->thumbnail);
    const float points = PointsPerPixel(*picture);
    page.width = static_cast<float>(picture->grey.width) * points;
    page.height = static_cast<float>(picture->grey.height) * points;
    if (!wanted) return {};
    WY_TRY(auto lines, recogniser_->Recognise(picture->grey));
    auto rulings = parse::FindRulings(picture->grey, lines);
    read.push_back({number, page.width, page.height, points, std::move(lines), std::move(rulings)});
    return {};
  }

  parse::TextRecogniser* const recogniser_;
  const LayOutLines lay_out_;
};

}  // namespace

std::unique_ptr<parse::Parser> MakePictureParser(parse::TextRecogniser* recogniser,
                                                 LayOutLines lay_out) {
  setMsgSeverity(L_SEVERITY_NONE);  // what is wrong with a picture is ours to say
  return std::make_unique<PictureParser>(recogniser, std::move(lay_out));
}

}  // namespace wenyuan::parse_picture
