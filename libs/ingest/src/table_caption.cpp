#include "table_caption.h"

#include <algorithm>
#include <array>
#include <string_view>

namespace wenyuan::ingest {
namespace {

using std::string_view_literals::operator""sv;

constexpr std::size_t kMostLines = 3;
constexpr std::size_t kLongestTitle = 160;  // bytes
constexpr std::size_t kLongestLead = 480;
constexpr std::array kUnits = {"单位："sv,      "单位:"sv,        "單位："sv,      "單位:"sv,
                               "in millions"sv, "in thousands"sv, "in billions"sv, "unit:"sv};

std::string Lower(std::string_view text) {
  std::string lower(text);
  for (char& c : lower) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  }
  return lower;
}

bool NamesUnit(std::string_view text) {
  const std::string lower = Lower(text);
  return std::any_of(kUnits.begin(), kUnits.end(), [&lower](std::string_view unit) {
    return lower.find(unit) != std::string::npos;
  });
}

bool EndsAny(std::string_view text, std::initializer_list<std::string_view> ends) {
  return std::any_of(ends.begin(), ends.end(),
                     [text](std::string_view end) { return text.ends_with(end); });
}

bool IsTitle(std::string_view text) {
  return text.size() <= kLongestTitle &&
         !EndsAny(text, {".", "。", "；", ";", "！", "？", "，", ","});
}

bool Leads(std::string_view text) {
  return text.size() <= kLongestLead && EndsAny(text, {":", "："});
}

}  // namespace

std::string TableCaption(const std::vector<parse::Block>& blocks, std::uint32_t table) {
  std::vector<std::string_view> lines;
  for (std::uint32_t i = table; i-- > 0 && lines.size() < kMostLines;) {
    const parse::Block& block = blocks[i];
    if (block.kind == parse::BlockKind::kPageHeader || block.kind == parse::BlockKind::kHidden) {
      continue;
    }
    if (block.kind == parse::BlockKind::kCaption) {
      lines.emplace_back(block.text);
      break;
    }
    if (block.kind != parse::BlockKind::kParagraph || block.text.empty()) break;
    const bool unit = NamesUnit(block.text) && block.text.size() <= kLongestTitle;
    const bool after_unit = !lines.empty();  // a title stands above it
    if (unit) {
      lines.emplace_back(block.text);
      continue;
    }
    if (Leads(block.text) || (IsTitle(block.text) && after_unit)) lines.emplace_back(block.text);
    break;
  }
  std::string caption;
  for (auto line = lines.rbegin(); line != lines.rend(); ++line) {
    if (!caption.empty()) caption += '\n';
    caption += *line;
  }
  std::replace(caption.begin(), caption.end(), '\r', ' ');
  return caption;
}

}  // namespace wenyuan::ingest
