#include "headings.h"

#include <algorithm>
#include <cmath>
#include <functional>
#include <map>
#include <string>
#include <string_view>
#include <utility>

namespace wenyuan::parse_pdf {
namespace {

constexpr float kLarger = 1.12F;              // than the body's size
constexpr std::size_t kLongestHeading = 240;  // bytes
constexpr std::size_t kMostLines = 3;
constexpr std::uint8_t kDeepestBySize = 5;
constexpr std::size_t kFewestTagged = 2;
constexpr std::size_t kFewestForOutline = 2;  // entries found before the outline is trusted

bool IsText(const Paragraph& paragraph) {
  return paragraph.block.kind == parse::BlockKind::kParagraph ||
         paragraph.block.kind == parse::BlockKind::kListItem;
}

// Letters and digits only, lower case: how titles in an outline and on the page compare.
std::string Folded(std::string_view text) {
  std::string folded;
  for (const char c : text) {
    if (c >= 'A' && c <= 'Z') {
      folded += static_cast<char>(c - 'A' + 'a');
    } else if ((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') ||
               static_cast<unsigned char>(c) >= 0x80) {
      folded += c;
    }
  }
  return folded;
}

// In tenths of a point, so that sizes compare exactly.
int Rounded(float size) { return static_cast<int>(std::lround(size * 5)) * 2; }

class HeadingFinder {
 public:
  HeadingFinder(const std::vector<OutlineEntry>& outline, std::vector<Paragraph>& paragraphs)
      : outline_(outline), paragraphs_(paragraphs) {}

  void Run() {
    MeasureBody();
    if (!MarkByTags()) {
      MarkByOutline();
      MarkByType();
    }
    MarkCaptions();
  }

 private:
  void MeasureBody() {
    std::map<int, std::size_t> bytes_of_size;
    std::size_t all = 0;
    std::size_t bold = 0;
    for (const Paragraph& paragraph : paragraphs_) {
      if (!IsText(paragraph)) continue;
      const std::size_t bytes = paragraph.block.text.size();
      bytes_of_size[Rounded(paragraph.size)] += bytes;
      all += bytes;
      if (paragraph.bold) bold += bytes;
    }
    std::size_t most = 0;
    for (const auto& [size, bytes] : bytes_of_size) {
      if (bytes <= most) continue;
      most = bytes;
      body_ = size;
    }
    bold_body_ = bold * 2 > all;
  }

  [[nodiscard]] bool MayBeHeading(const Paragraph& paragraph) const {
    const std::string& text = paragraph.block.text;
    if (!IsText(paragraph) || paragraph.size <= 0 || paragraph.lines > kMostLines ||
        text.size() > kLongestHeading) {
      return false;
    }
    if (text.find(" … ") != std::string::npos) return false;  // of a table of contents
    for (const std::string_view end : {".", "。", "；", ";", "，", ","}) {
      if (text.ends_with(end)) return false;
    }
    // Two letters or one Han character; boxes and bullets (U+2000 to U+2FFF) are neither.
    std::size_t letters = 0;
    for (std::size_t i = 0; i < text.size(); ++i) {
      const auto byte = static_cast<unsigned char>(text[i]);
      if ((byte >= 'a' && byte <= 'z') || (byte >= 'A' && byte <= 'Z')) ++letters;
      if (byte >= 0xC3 && byte != 0xE2) letters += byte >= 0xE0 ? 2 : 1;
    }
    return letters >= 2;
  }

  static void Mark(Paragraph& paragraph, std::uint8_t level) {
    paragraph.block.kind = parse::BlockKind::kHeading;
    paragraph.block.level = level;
  }

  // True when the file's tags tell all that there is to know: nearly all text has some, there are
  // headings among them that may be such, and not many fewer than type would tell.
  bool MarkByTags() {
    std::size_t all = 0;
    std::size_t tagged = 0;
    std::size_t by_type = 0;
    std::vector<Paragraph*> found;
    for (Paragraph& paragraph : paragraphs_) {
      if (!IsText(paragraph)) continue;
      if (MayBeHeading(paragraph) && (IsLarger(paragraph) || IsBold(paragraph))) ++by_type;
      all += paragraph.block.text.size();
      if (paragraph.tagged) tagged += paragraph.block.text.size();
      if (paragraph.heading == 0) continue;
      if (paragraph.block.text.size() > kLongestHeading) return false;  // body text as heading
      found.push_back(&paragraph);
    }
    if (found.size() < kFewestTagged || tagged * 10 < all * 9 || found.size() * 2 < by_type) {
      return false;
    }
    for (Paragraph* paragraph : found) Mark(*paragraph, paragraph->heading);
    return true;
  }

  void MarkByOutline() {
    std::multimap<std::pair<std::uint32_t, std::string>, std::uint8_t> wanted;
    for (const OutlineEntry& entry : outline_) {
      if (entry.page > 0) wanted.emplace(std::pair(entry.page, Folded(entry.title)), entry.level);
    }
    std::vector<std::pair<Paragraph*, std::uint8_t>> found;
    for (Paragraph& paragraph : paragraphs_) {
      if (!IsText(paragraph) || paragraph.block.text.size() > kLongestHeading) continue;
      const auto entry = wanted.find({paragraph.block.page, Folded(paragraph.block.text)});
      if (entry == wanted.end()) continue;
      found.emplace_back(&paragraph, entry->second);
      wanted.erase(entry);
    }
    if (found.size() < kFewestForOutline) return;
    for (const auto& [paragraph, level] : found) {
      Mark(*paragraph, level);
      deepest_ = std::max(deepest_, level);
      int& known = level_of_size_[Rounded(paragraph->size)];
      known = known == 0 ? level : std::min<int>(known, level);
    }
  }

  [[nodiscard]] bool IsLarger(const Paragraph& paragraph) const {
    return static_cast<float>(Rounded(paragraph.size)) >= kLarger * static_cast<float>(body_);
  }

  [[nodiscard]] bool IsBold(const Paragraph& paragraph) const {
    return paragraph.bold && !bold_body_ && Rounded(paragraph.size) >= body_ - 4;
  }

  void MarkByType() {
    // The sizes of a title page are its own: they do not push all others down.
    std::map<int, std::uint32_t, std::greater<>> sizes;  // and the last page that has them
    std::uint32_t pages = 0;
    for (const Paragraph& paragraph : paragraphs_) {
      pages = std::max(pages, paragraph.block.page);
      if (!MayBeHeading(paragraph) || !IsLarger(paragraph)) continue;
      std::uint32_t& last = sizes[Rounded(paragraph.size)];
      last = std::max(last, paragraph.block.page);
    }
    std::uint8_t level = 1;
    std::map<int, std::uint8_t> levels;
    for (const auto& [size, last_page] : sizes) {
      levels[size] = level;
      const bool title_page = last_page == 1 && pages > 2;
      if (!title_page && level < kDeepestBySize) ++level;
    }
    const std::uint8_t bold_level = level;
    for (Paragraph& paragraph : paragraphs_) {
      if (!MayBeHeading(paragraph)) continue;
      const int size = Rounded(paragraph.size);
      const bool larger = IsLarger(paragraph);
      const bool bold = IsBold(paragraph);
      if (!larger && !bold) continue;
      std::uint8_t found = larger ? levels[size] : bold_level;
      if (deepest_ > 0) {  // below what the outline knows, or as what looks the same there
        const auto same = level_of_size_.find(size);
        found = same != level_of_size_.end() && larger
                    ? static_cast<std::uint8_t>(same->second)
                    : static_cast<std::uint8_t>(std::min(9, deepest_ + 1));
      }
      Mark(paragraph, found);
    }
  }

  void MarkCaptions() {
    for (Paragraph& paragraph : paragraphs_) {
      if (!IsText(paragraph) || paragraph.lines > kMostLines) continue;
      if (IsCaption(paragraph.block.text)) {
        paragraph.block.kind = parse::BlockKind::kCaption;
        paragraph.block.level = 0;
      }
    }
  }

  // "Figure 3", "Table 2.1", "图 4", "表2".
  static bool IsCaption(std::string_view text) {
    for (const std::string_view word : {"Figure ", "Fig. ", "Table ", "图", "表", "圖"}) {
      if (!text.starts_with(word)) continue;
      std::string_view rest = text.substr(word.size());
      while (rest.starts_with(' ')) rest.remove_prefix(1);
      return !rest.empty() && rest.front() >= '0' && rest.front() <= '9' &&
             rest.size() < kLongestHeading;
    }
    return false;
  }

  const std::vector<OutlineEntry>& outline_;
  std::vector<Paragraph>& paragraphs_;
  int body_ = 0;
  bool bold_body_ = false;
  std::uint8_t deepest_ = 0;
  std::map<int, int> level_of_size_;
};

}  // namespace

void MarkHeadings(const std::vector<OutlineEntry>& outline, std::vector<Paragraph>& paragraphs) {
  // A list item that turns out to be a heading loses nothing: its text has the number.
  HeadingFinder(outline, paragraphs).Run();
}

}  // namespace wenyuan::parse_pdf
