#include "wenyuan/ingest/cleaner.h"

#include <algorithm>
#include <map>
#include <set>
#include <string_view>

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

// The line with every run of digits as one '#', so that "Page 3" and "Page 12" are the same.
std::string Shape(std::string_view text) {
  std::string shape;
  for (const char c : text) {
    const bool digit = c >= '0' && c <= '9';
    if (!digit) shape += c;
    if (digit && (shape.empty() || shape.back() != '#')) shape += '#';
  }
  return shape;
}

bool CanRecur(const parse::Block& block) {
  const bool running_text = block.kind == parse::BlockKind::kParagraph ||
                            block.kind == parse::BlockKind::kHeading ||
                            block.kind == parse::BlockKind::kPageHeader;
  return running_text && block.text.size() <= kLongestRunningLine;
}

// Marks running headers and footers; returns how many blocks.
std::size_t MarkRepeatedLines(parse::Document& document) {
  std::map<std::uint32_t, std::vector<std::size_t>> blocks_of_page;
  for (std::size_t i = 0; i < document.blocks.size(); ++i) {
    if (document.blocks[i].page != 0) blocks_of_page[document.blocks[i].page].push_back(i);
  }
  if (blocks_of_page.size() < kFewestPages) return 0;

  const auto edge_blocks = [&](const std::vector<std::size_t>& page) {
    std::vector<std::size_t> edges;
    for (std::size_t i = 0; i < page.size(); ++i) {
      const bool at_edge = i < kEdgeBlocks || i + kEdgeBlocks >= page.size();
      if (at_edge && CanRecur(document.blocks[page[i]])) edges.push_back(page[i]);
    }
    return edges;
  };
  std::map<std::string, std::size_t> pages_with_shape;
  for (const auto& [page, blocks] : blocks_of_page) {
    std::set<std::string> shapes;
    for (const std::size_t i : edge_blocks(blocks)) shapes.insert(Shape(document.blocks[i].text));
    for (const std::string& shape : shapes) ++pages_with_shape[shape];
  }
  const auto enough = std::max(
      kFewestPages,
      static_cast<std::size_t>(kRecurringShare * static_cast<double>(blocks_of_page.size()) + 0.5));
  std::size_t marked = 0;
  for (const auto& [page, blocks] : blocks_of_page) {
    for (const std::size_t i : edge_blocks(blocks)) {
      parse::Block& block = document.blocks[i];
      if (block.kind == parse::BlockKind::kPageHeader) continue;
      if (pages_with_shape[Shape(block.text)] < enough) continue;
      block.kind = parse::BlockKind::kPageHeader;
      block.level = 0;
      ++marked;
    }
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
