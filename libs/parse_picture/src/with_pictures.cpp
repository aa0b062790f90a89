#include "wenyuan/parse_picture/with_pictures.h"

#include <algorithm>
#include <map>
#include <string>
#include <utility>

#include "picture_file.h"
#include "wenyuan/crypto/hash.h"

namespace wenyuan::parse_picture {
namespace {

constexpr double kMostPixels = 100e6;
constexpr double kFewestPixels = 20'000;
constexpr std::uint32_t kShortestSide = 32;
constexpr std::uint8_t kLeastContrast = 24;  // of 255, between the darkest and the lightest

bool MayShowText(const Size& size) {
  const double pixels = static_cast<double>(size.width) * size.height;
  return std::min(size.width, size.height) >= kShortestSide && pixels >= kFewestPixels &&
         pixels <= kMostPixels;
}

bool IsBlank(const parse::GreyPicture& picture) {
  if (picture.pixels.empty()) return true;
  const auto [dark, light] = std::minmax_element(picture.pixels.begin(), picture.pixels.end());
  return *light - *dark < kLeastContrast;
}

// Keeps what may show text, once, under its name.
void NamePictures(parse::Document& document) {
  std::map<std::string, std::uint32_t> known;
  std::vector<std::uint32_t> becomes;  // by its place before, from 1; 0: dropped
  std::vector<parse::Picture> kept;
  for (parse::Picture& picture : document.pictures) {
    std::uint32_t& place = becomes.emplace_back(0);
    if (picture.sha256.empty()) {
      const auto format = FormatOf(picture.bytes);
      const auto size = format ? SizeOf(picture.bytes, *format, 0) : std::nullopt;
      if (!size) continue;
      picture.width = size->width;
      picture.height = size->height;
    }
    if (!MayShowText({picture.width, picture.height})) continue;
    if (picture.sha256.empty()) picture.sha256 = crypto::Hex(crypto::Sha256(picture.bytes));
    picture.needs_recognition = true;
    const auto [found, is_new] =
        known.emplace(picture.sha256, static_cast<std::uint32_t>(kept.size()) + 1);
    place = found->second;
    if (is_new) kept.push_back(std::move(picture));
  }
  document.pictures = std::move(kept);
  for (parse::Block& block : document.blocks) {
    if (block.picture == 0) continue;
    block.picture = block.picture <= becomes.size() ? becomes[block.picture - 1] : 0;
  }
}

class PictureReader final : public parse::Parser {
 public:
  PictureReader(std::unique_ptr<parse::Parser> parser, parse::TextRecogniser* recogniser,
                LayOutLines lay_out)
      : parser_(std::move(parser)), recogniser_(recogniser), lay_out_(std::move(lay_out)) {
    (void)crypto::Sha256({});  // opens what it needs before the sandbox closes
  }

  [[nodiscard]] std::string_view Name() const override { return parser_->Name(); }
  [[nodiscard]] int Recognise(std::string_view bytes, std::string_view name) const override {
    return parser_->Recognise(bytes, name);
  }

  Result<parse::Document> Parse(const parse::ParseRequest& request) override {
    WY_TRY(parse::Document document, parser_->Parse(request));
    NamePictures(document);
    if (!request.recognise_pictures.empty()) return Read(request, document);
    for (parse::Picture& picture : document.pictures) picture.bytes = {};
    if (!document.thumbnail.empty()) document.thumbnail = Thumbnail(document.thumbnail);
    return document;
  }

 private:
  Result<parse::Document> Read(const parse::ParseRequest& request, parse::Document& document) {
    if (recogniser_ == nullptr) {
      return Error{ErrorCode::kInternal, "this parser has nothing that reads pictures"};
    }
    parse::Document read;
    read.format = document.format;
    for (const std::string& wanted : request.recognise_pictures) {
      const auto found =
          std::find_if(document.pictures.begin(), document.pictures.end(),
                       [&](const parse::Picture& one) { return one.sha256 == wanted; });
      if (found == document.pictures.end() || found->bytes.empty()) continue;
      WY_CHECK(ReadOne(*found, read));
    }
    return read;
  }

  Result<void> ReadOne(parse::Picture& picture, parse::Document& read) {
    const auto format = FormatOf(picture.bytes);
    if (!format) return {};
    const auto unpacked = Unpack(picture.bytes, *format, 0, false);
    if (!unpacked) return {};  // damaged
    const auto number = static_cast<std::uint32_t>(read.pages.size()) + 1;
    parse::Page& page = read.pages.emplace_back();
    page.width = static_cast<float>(unpacked->grey.width);
    page.height = static_cast<float>(unpacked->grey.height);
    read.pictures.push_back({picture.sha256, picture.width, picture.height, false, {}});
    parse::Block figure;
    figure.kind = parse::BlockKind::kFigure;
    figure.page = number;
    figure.picture = number;
    if (!IsBlank(unpacked->grey)) {
      WY_TRY(auto lines, recogniser_->Recognise(unpacked->grey));
      auto rulings = parse::FindRulings(unpacked->grey, lines);
      Join(lay_out_({{number, page.width, page.height, 1, std::move(lines), std::move(rulings)}}),
           figure);
    }
    read.blocks.push_back(std::move(figure));
    return {};
  }

  // All its text as that of one figure.
  static void Join(std::vector<parse::Block> blocks, parse::Block& figure) {
    const auto add = [&](const std::string& text, char before) {
      if (!figure.text.empty() && !text.empty()) figure.text += before;
      figure.text += text;
    };
    for (const parse::Block& block : blocks) {
      figure.confidence = std::min(figure.confidence, block.confidence);
      add(block.text, '\n');
      const auto begin = static_cast<std::uint32_t>(figure.text.size() - block.text.size());
      for (const TextSpan& span : block.spans) {
        figure.spans.push_back({span.begin + begin, span.end + begin, span.box});
      }
      std::uint32_t row = 0;
      for (const parse::TableCell& cell : block.table.cells) {
        const bool starts = &cell == &block.table.cells.front() || cell.row != row;
        row = cell.row;
        add(cell.text, starts ? '\n' : '\t');
        if (cell.text.empty() || cell.boxes.empty()) continue;
        const auto end = static_cast<std::uint32_t>(figure.text.size());
        figure.spans.push_back(
            {end - static_cast<std::uint32_t>(cell.text.size()), end, cell.boxes.front()});
      }
    }
  }

  const std::unique_ptr<parse::Parser> parser_;
  parse::TextRecogniser* const recogniser_;
  const LayOutLines lay_out_;
};

}  // namespace

std::unique_ptr<parse::Parser> WithPictures(std::unique_ptr<parse::Parser> parser,
                                            parse::TextRecogniser* recogniser,
                                            const LayOutLines& lay_out) {
  return std::make_unique<PictureReader>(std::move(parser), recogniser, lay_out);
}

}  // namespace wenyuan::parse_picture
