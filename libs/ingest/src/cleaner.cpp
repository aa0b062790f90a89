#include "wenyuan/ingest/cleaner.h"

#include <algorithm>
#include <map>
#include <set>
#include <string_view>

#include "wenyuan/parse/line_shape.h"

namespace wenyuan::ingest {
namespace {

constexpr std::size_t kEdgeBlocks = 3;
constexpr std::size_t kFewestPages = 3;
constexpr double kRecurringShare = 0.6;
constexpr std::size_t kLongestRunningLine = 200;  // bytes; a longer text is content

void Count(CleanReport& report, std::string_view rule, std::size_t times) {
  if (times == 0) return;
  const auto known = std::find_if(report.begin(), report.end(),
                                  [&](const auto& entry) { return entry.first == rule; });
  if (known == report.end()) {
    report.emplace_back(rule, times);
  } else {
    known->second += times;
  }
}

// Where byte `at` of the original went: the first byte of the new text that came from there or
// later.
std::uint32_t NewOffset(const text::Normalised& normalised, std::uint32_t at) {
  const auto place = std::lower_bound(normalised.origin.begin(), normalised.origin.end(), at);
  const auto index = static_cast<std::size_t>(place - normalised.origin.begin());
  return static_cast<std::uint32_t>(std::min(index, normalised.text.size()));
}

void NormaliseText(std::string& text, std::vector<TextSpan>* spans,
                   const text::NormaliseRules& rules, CleanReport& report) {
  text::Normalised normalised = text::Normalise(text, rules);
  for (const auto& [rule, times] : normalised.changes) Count(report, rule, times);
  if (spans != nullptr) {
    for (TextSpan& span : *spans) {
      span.begin = NewOffset(normalised, span.begin);
      span.end = NewOffset(normalised, span.end);
    }
    std::erase_if(*spans, [](const TextSpan& span) { return span.begin >= span.end; });
  }
  text = std::move(normalised.text);
}

bool IsEmpty(const parse::Block& block) {
  if (block.box) return false;
  if (block.kind == parse::BlockKind::kTable) {
    return std::all_of(block.table.cells.begin(), block.table.cells.end(),
                       [](const auto& cell) { return cell.text.empty(); });
  }
  return block.text.find_first_not_of(" \t\n") == std::string::npos;
}

bool CanRecur(const parse::Block& block) {
  const bool running_text = block.kind == parse::BlockKind::kParagraph ||
                            block.kind == parse::BlockKind::kHeading ||
                            block.kind == parse::BlockKind::kPageHeader;
  return running_text && block.text.size() <= kLongestRunningLine;
}

using PageBlocks = std::map<std::uint32_t, std::vector<std::size_t>>;

// Of a document, the lines that recur at the top or bottom of its pages.
class RepeatedLines {
 public:
  explicit RepeatedLines(const parse::Document& document) : document_(document) {
    for (std::size_t i = 0; i < document.blocks.size(); ++i) {
      if (document.blocks[i].page != 0) pages_[document.blocks[i].page].push_back(i);
    }
  }

  // Their blocks. A page may have nothing else, as a picture with a footer has; where that holds
  // for most pages they are forms, one a page, whose numbers are what they say.
  std::set<std::size_t> Find() {
    if (pages_.size() < kFewestPages) return {};
    std::set<std::size_t> lines = Recurring(parse::LineShape);
    if (!TakeAllOfMostPages(lines)) return lines;
    const std::set<std::size_t> same =
        Recurring([](std::string_view text) { return std::string(text); });
    // What is the same on all of them is found once, where it stands first.
    const std::vector<std::size_t>& first = pages_.begin()->second;
    std::erase_if(lines, [&](std::size_t block) {
      const bool once = std::find(first.begin(), first.end(), block) != first.end();
      return (once || !same.contains(block)) &&
             !parse::IsPageNumberShape(parse::LineShape(document_.blocks[block].text));
    });
    return lines;
  }

 private:
  template <typename Look>
  std::set<std::size_t> Recurring(Look look) const {
    std::map<std::string, std::size_t> pages_with;
    std::map<std::string, std::size_t> headings_with;
    for (const auto& [page, blocks] : pages_) {
      std::set<std::string> looks;
      for (const std::size_t i : AtTheEdges(blocks)) {
        std::string one = look(document_.blocks[i].text);
        if (IsHeading(i)) ++headings_with[one];
        looks.insert(std::move(one));
      }
      for (const std::string& one : looks) ++pages_with[one];
    }
    const auto enough = std::max(
        kFewestPages,
        static_cast<std::size_t>(kRecurringShare * static_cast<double>(pages_.size()) + 0.5));
    std::set<std::size_t> found;
    for (const auto& [page, blocks] : pages_) {
      for (const std::size_t i : AtTheEdges(blocks)) {
        const std::string one = look(document_.blocks[i].text);
        // A single heading is the title that the others repeat.
        const bool title = IsHeading(i) && headings_with[one] < kFewestPages;
        if (pages_with[one] >= enough && !title) found.insert(i);
      }
    }
    return found;
  }

  [[nodiscard]] bool IsHeading(std::size_t block) const {
    return document_.blocks[block].kind == parse::BlockKind::kHeading;
  }

  [[nodiscard]] std::vector<std::size_t> AtTheEdges(const std::vector<std::size_t>& page) const {
    std::vector<std::size_t> edges;
    for (std::size_t i = 0; i < page.size(); ++i) {
      const bool at_edge = i < kEdgeBlocks || i + kEdgeBlocks >= page.size();
      if (at_edge && CanRecur(document_.blocks[page[i]])) edges.push_back(page[i]);
    }
    return edges;
  }

  [[nodiscard]] bool TakeAllOfMostPages(const std::set<std::size_t>& lines) const {
    std::size_t taken = 0;
    for (const auto& [page, blocks] : pages_) {
      const bool all = std::all_of(blocks.begin(), blocks.end(), [&](std::size_t i) {
        const parse::Block& block = document_.blocks[i];
        const bool searched = block.kind != parse::BlockKind::kPageHeader &&
                              block.kind != parse::BlockKind::kHidden && !IsEmpty(block);
        return !searched || lines.contains(i);
      });
      taken += all ? 1 : 0;
    }
    return taken * 2 > pages_.size();
  }

  const parse::Document& document_;
  PageBlocks pages_;
};

// Marks running headers and footers; returns how many blocks.
std::size_t MarkRepeatedLines(parse::Document& document) {
  std::size_t marked = 0;
  for (const std::size_t i : RepeatedLines(document).Find()) {
    parse::Block& block = document.blocks[i];
    if (block.kind == parse::BlockKind::kPageHeader) continue;
    block.kind = parse::BlockKind::kPageHeader;
    block.level = 0;
    ++marked;
  }
  return marked;
}

}  // namespace

CleanReport Clean(parse::Document& document, const CleanRules& rules) {
  CleanReport report;
  NormaliseText(document.title, nullptr, rules.normalise, report);
  for (parse::Block& block : document.blocks) {
    NormaliseText(block.text, &block.spans, rules.normalise, report);
    for (parse::TableCell& cell : block.table.cells) {
      NormaliseText(cell.text, nullptr, rules.normalise, report);
    }
  }
  if (rules.empty_blocks) {
    const std::size_t before = document.blocks.size();
    std::erase_if(document.blocks, IsEmpty);
    Count(report, "empty_blocks", before - document.blocks.size());
  }
  if (rules.repeated_lines) Count(report, "repeated_lines", MarkRepeatedLines(document));
  return report;
}

}  // namespace wenyuan::ingest
