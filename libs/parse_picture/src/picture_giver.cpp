#include "wenyuan/parse_picture/picture_giver.h"

#include <leptonica/allheaders.h>

#include <algorithm>
#include <cstdlib>
#include <utility>

namespace wenyuan::parse_picture {
namespace {

constexpr std::uint32_t kLongestSide = 2'000;
constexpr l_int32 kQuality = 85;
constexpr int kLeastContrast = 32;  // grey levels

struct Destroy {
  void operator()(PIX* pix) const { pixDestroy(&pix); }
};
using Pixels = std::unique_ptr<PIX, Destroy>;

bool ShowsNothing(const parse::GreyPicture& picture) {
  const auto [dark, light] = std::minmax_element(picture.pixels.begin(), picture.pixels.end());
  return *light - *dark < kLeastContrast;
}

Pixels ToPixels(const parse::GreyPicture& picture) {
  Pixels pixels(
      pixCreate(static_cast<l_int32>(picture.width), static_cast<l_int32>(picture.height), 8));
  if (!pixels) return nullptr;
  l_uint32* const words = pixGetData(pixels.get());
  const auto stride = static_cast<std::size_t>(pixGetWpl(pixels.get()));
  for (std::size_t y = 0; y < picture.height; ++y) {
    l_uint32* const line = words + y * stride;
    const std::uint8_t* const in = picture.pixels.data() + y * picture.width;
    for (std::uint32_t x = 0; x < picture.width; ++x) SET_DATA_BYTE(line, x, in[x]);
  }
  const std::uint32_t longest = std::max(picture.width, picture.height);
  if (longest <= kLongestSide) return pixels;
  const float scale = static_cast<float>(kLongestSide) / static_cast<float>(longest);
  return Pixels(pixScale(pixels.get(), scale, scale));
}

class GivingParser final : public parse::Parser {
 public:
  GivingParser(std::unique_ptr<parse::Parser> parser, PictureGiver& giver)
      : parser_(std::move(parser)), giver_(giver) {}
  [[nodiscard]] std::string_view Name() const override { return parser_->Name(); }
  [[nodiscard]] int Recognise(std::string_view bytes, std::string_view name) const override {
    return parser_->Recognise(bytes, name);
  }
  Result<parse::Document> Parse(const parse::ParseRequest& request) override {
    (void)giver_.Take();  // of a file that failed
    WY_TRY(parse::Document document, parser_->Parse(request));
    if (request.recognise.count == 0 && request.recognise_pictures.empty()) return document;
    document.attachments.clear();
    for (std::string& picture : giver_.Take()) {
      const std::string number = std::to_string(document.attachments.size() + 1);
      document.attachments.push_back({number + ".jpg", std::move(picture)});
    }
    return document;
  }

 private:
  const std::unique_ptr<parse::Parser> parser_;
  PictureGiver& giver_;
};

}  // namespace

Result<std::vector<parse::RecognisedLine>> PictureGiver::Recognise(
    const parse::GreyPicture& picture) {
  if (picture.width == 0 || picture.height == 0 ||
      picture.pixels.size() != std::size_t{picture.width} * picture.height) {
    return Error{ErrorCode::kInvalidArgument,
                 "the picture has no pixels, or not as many as it says"};
  }
  if (ShowsNothing(picture)) return std::vector<parse::RecognisedLine>();
  const Pixels pixels = ToPixels(picture);
  l_uint8* data = nullptr;
  std::size_t size = 0;
  if (!pixels || pixWriteMemJpeg(&data, &size, pixels.get(), kQuality, 0) != 0) {
    return Error{ErrorCode::kInternal, "a picture could not be packed"};
  }
  const std::unique_ptr<l_uint8, decltype(&std::free)> owned(data, &std::free);
  kept_.emplace_back(reinterpret_cast<const char*>(data), size);
  return std::vector<parse::RecognisedLine>();
}

std::vector<std::string> PictureGiver::Take() { return std::exchange(kept_, {}); }

std::unique_ptr<parse::Parser> GivingPictures(std::unique_ptr<parse::Parser> parser,
                                              PictureGiver& giver) {
  return std::make_unique<GivingParser>(std::move(parser), giver);
}

}  // namespace wenyuan::parse_picture
