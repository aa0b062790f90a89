#include <utility>
#include <vector>

#include "document_info.h"
#include "join_pages.h"
#include "page_layout.h"
#include "placed_words.h"
#include "wenyuan/parse_pdf/page_layout.h"

namespace wenyuan::parse_pdf {
namespace {

constexpr float kPicturePage = 0.5F;  // of its area
constexpr std::size_t kFewCharacters = 20;

class PlacedLayout final : public parse::PageLayout {
 public:
  void AddPage(parse::PlacedPage page) override {
    const auto number = static_cast<std::uint32_t>(result_.pages.size() + 1);
    std::string hidden;
    PageContent content = MakeContent(page, hidden);
    parse::Page& shown = result_.pages.emplace_back();
    shown.width = page.width;
    shown.height = page.height;
    shown.label = std::move(page.label);
    if (content.characters < kFewCharacters && content.image_share > kPicturePage) {
      shown.needs_recognition = true;
      ++result_.pictures_only;
    }
    pages_.push_back(LayOut(content, number));
    if (hidden.empty()) return;
    parse::Block& block = hidden_.emplace_back();
    block.kind = parse::BlockKind::kHidden;
    block.page = number;
    block.text = std::move(hidden);
  }

  parse::LaidOutText Finish(const std::vector<parse::PlacedTitle>& outline) override {
    std::vector<OutlineEntry> entries;
    for (const parse::PlacedTitle& title : outline) {
      entries.push_back({title.text, title.level, title.page});
    }
    result_.blocks = JoinPages(std::move(pages_), entries);
    InsertHidden(std::move(hidden_), result_.blocks);
    return std::move(result_);
  }

 private:
  parse::LaidOutText result_;
  std::vector<LaidOutPage> pages_;
  std::vector<parse::Block> hidden_;
};

}  // namespace

std::unique_ptr<parse::PageLayout> MakePageLayout() { return std::make_unique<PlacedLayout>(); }

}  // namespace wenyuan::parse_pdf
