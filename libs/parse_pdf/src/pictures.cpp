#include "pictures.h"

#include <fpdf_edit.h>

#include <algorithm>
#include <iterator>
#include <utility>

#include "bitmap_file.h"
#include "pdfium_handles.h"
#include "shape_reader.h"
#include "wenyuan/crypto/hash.h"

namespace wenyuan::parse_pdf {
namespace {

constexpr double kFewestPixels = 20'000;  // as WithPictures of parse_picture has it
constexpr unsigned kShortestSide = 32;
constexpr double kMostPixels = 100e6;
constexpr std::size_t kMostPictures = 1'000;
constexpr std::size_t kMostFigures = 5'000;
constexpr std::size_t kMostBytes = std::size_t{256} << 20U;
constexpr std::size_t kFewWords = 3;

struct Size {
  unsigned width = 0;
  unsigned height = 0;
};

bool MayShowText(FPDF_PAGEOBJECT image, Size& size) {
  if (FPDFImageObj_GetImagePixelSize(image, &size.width, &size.height) == 0) return false;
  const double pixels = static_cast<double>(size.width) * size.height;
  return std::min(size.width, size.height) >= kShortestSide && pixels >= kFewestPixels &&
         pixels <= kMostPixels;
}

// Of its bytes as the file holds them, packed; empty when there are none, or too many.
std::string NameOf(FPDF_PAGEOBJECT image, std::size_t most, std::size_t& hashed) {
  const unsigned long size = FPDFImageObj_GetImageDataRaw(image, nullptr, 0);
  if (size == 0 || size > most) return {};
  std::string bytes(size, '\0');
  if (FPDFImageObj_GetImageDataRaw(image, bytes.data(), size) != size) return {};
  hashed += size;
  return crypto::Hex(crypto::Sha256(bytes));
}

bool HasTextOver(const Box& box, const std::vector<Word>& words) {
  std::size_t over = 0;
  for (const Word& word : words) {
    const float x = (word.box.left + word.box.right) / 2;
    const float y = (word.box.top + word.box.bottom) / 2;
    if (x > box.left && x < box.right && y > box.top && y < box.bottom) ++over;
    if (over > kFewWords) return true;
  }
  return false;
}

// Where a block begins on its page; nothing where it does not say.
std::optional<float> TopOf(const parse::Block& block) {
  if (block.box) return block.box->top;
  if (!block.spans.empty()) return block.spans.front().box.top;
  for (const parse::TableCell& cell : block.table.cells) {
    if (!cell.boxes.empty()) return cell.boxes.front().top;
  }
  return std::nullopt;
}

}  // namespace

void Pictures::Note(const PageContent& content, std::uint32_t page) {
  std::vector<const Alternative*> alternatives;
  for (const Alternative& alternative : content.alternatives) {
    if (alternative.placed) alternatives.push_back(&alternative);
  }
  const auto text_of = [&](const Box& box) {
    const auto found =
        std::find_if(alternatives.begin(), alternatives.end(), [&](const Alternative* alternative) {
          return alternative->box.Contains(box.middle_x(), box.middle_y());
        });
    if (found == alternatives.end()) return std::string();
    std::string text = (*found)->text;
    alternatives.erase(found);
    return text;
  };
  for (const ShownImage& image : content.images) {
    Size size;
    if (pictures_.size() >= kMostPictures || !MayShowText(image.object, size)) continue;
    if (HasTextOver(image.box, content.words)) continue;
    std::string name = NameOf(image.object, kMostBytes - std::min(bytes_, kMostBytes), bytes_);
    if (name.empty() || !known_.insert(name).second) continue;
    pictures_.push_back({std::move(name), size.width, size.height, true, {}});
    figures_.push_back(
        {page, image.box, static_cast<std::uint32_t>(pictures_.size()), text_of(image.box)});
  }
  for (const Alternative* alternative : alternatives) {
    if (figures_.size() < kMostFigures) {
      figures_.push_back({page, alternative->box, 0, alternative->text});
    }
  }
}

void Pictures::AddTo(parse::Document& document) && {
  document.pictures = std::move(pictures_);
  std::vector<parse::Block> all;
  all.reserve(document.blocks.size() + figures_.size());
  std::size_t next = 0;
  const auto add = [&](const Figure& figure) {
    parse::Block& block = all.emplace_back();
    block.kind = parse::BlockKind::kFigure;
    block.page = figure.page;
    block.picture = figure.picture;
    block.text = figure.text;
    block.box =
        PageBox{figure.page, figure.box.left, figure.box.top, figure.box.right, figure.box.bottom};
  };
  std::stable_sort(figures_.begin(), figures_.end(), [](const Figure& one, const Figure& other) {
    return std::pair(one.page, one.box.top) < std::pair(other.page, other.box.top);
  });
  for (parse::Block& block : document.blocks) {
    const std::optional<float> top = TopOf(block);
    for (; next < figures_.size(); ++next) {
      const Figure& figure = figures_[next];
      const bool before =
          figure.page < block.page || (figure.page == block.page && top && *top > figure.box.top);
      if (!before) break;
      add(figure);
    }
    all.push_back(std::move(block));
  }
  for (; next < figures_.size(); ++next) add(figures_[next]);
  document.blocks = std::move(all);
}

parse::Document ReadWantedPictures(FPDF_DOCUMENT pdf, const parse::ParseRequest& request) {
  parse::Document document;
  document.format = "pdf";
  std::set<std::string> wanted(request.recognise_pictures.begin(),
                               request.recognise_pictures.end());
  const int count = FPDF_GetPageCount(pdf);
  for (int i = 0; i < count && !wanted.empty(); ++i) {
    const PdfPage page(FPDF_LoadPage(pdf, i));
    if (page == nullptr) continue;
    PageContent content;
    ReadShapes(page.get(), Affine{}, content);
    for (const ShownImage& image : content.images) {
      Size size;
      std::size_t hashed = 0;
      if (!MayShowText(image.object, size)) continue;
      std::string name = NameOf(image.object, kMostBytes, hashed);
      if (wanted.erase(name) == 0) continue;
      const Owned<FPDF_BITMAP, FPDFBitmap_Destroy> bitmap(FPDFImageObj_GetBitmap(image.object));
      if (bitmap == nullptr) continue;
      document.pictures.push_back(
          {std::move(name), size.width, size.height, true, BitmapFile(bitmap.get())});
    }
  }
  return document;
}

}  // namespace wenyuan::parse_pdf
