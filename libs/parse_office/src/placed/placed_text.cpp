#include "placed/placed_text.h"

#include <cmath>
#include <string>
#include <utility>

#include "wenyuan/parse_kit/errors.h"

namespace wenyuan::parse {
namespace {

constexpr float kMaxSide = 14'400;  // points: 5 metres

bool IsSide(float side) { return std::isfinite(side) && side > 0 && side <= kMaxSide; }

}  // namespace

Result<void> PlacedText::Add(PlacedPage page) {
  characters_ += page.glyphs.size();
  if (pages_ >= limits_.max_pages) {
    const std::string limit = std::to_string(limits_.max_pages);
    return FileTooLarge(format_, {"it has more than " + limit + " pages; split it",
                                  "它的页数超过 " + limit + "，请拆分"});
  }
  if (characters_ > limits_.max_text_bytes) {
    const std::string limit = std::to_string(limits_.max_text_bytes >> 20U);
    return FileTooLarge(format_, {"its text is larger than " + limit + " MB; split it",
                                  "它的文字超过 " + limit + " MB，请拆分"});
  }
  ++pages_;
  if (!IsSide(page.width) || !IsSide(page.height)) {  // A4 is the likeliest
    page.width = 595;
    page.height = 842;
  }
  if (page.label.empty()) page.label = std::to_string(pages_);
  layout_.AddPage(std::move(page));
  return {};
}

Result<void> PlacedText::Finish(const std::vector<PlacedTitle>& outline, DocumentBuilder& out) {
  LaidOutText text = layout_.Finish(outline);
  if (text.pictures_only > 0 && text.blocks.empty()) {
    return UnsupportedFile(format_, {"its pages are pictures without text; print it to PDF, whose "
                                     "pictures can be recognised",
                                     "它的页面只有图片，没有文字；请打印为 PDF 后导入以识别其中的"
                                     "文字"});
  }
  if (text.pictures_only > 0) {
    out.Warn(std::to_string(text.pictures_only) + " pages show text as a picture only");
  }
  out.AddLaidOut(std::move(text.pages), std::move(text.blocks));
  return {};
}

}  // namespace wenyuan::parse
