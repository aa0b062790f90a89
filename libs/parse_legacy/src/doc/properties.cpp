#include "doc/properties.h"

#include <algorithm>
#include <set>

namespace wenyuan::parse {
namespace {

constexpr std::size_t kPage = 512;
constexpr std::size_t kMaxRuns = 4'000'000;
constexpr std::size_t kCellBytes = 20;
constexpr std::uint16_t kHorizontalMerge = 0x03;
constexpr std::uint16_t kVerticalMerge = 0x20;
constexpr std::uint16_t kVerticalStart = 0x40;

std::string_view ParagraphChanges(Bytes page, std::size_t at, bool word6) {
  std::size_t bytes = std::size_t{page.U8(at)} * 2;
  if (word6) return page.Sub(at + 1, bytes);
  if (bytes == 0) {
    bytes = std::size_t{page.U8(at + 1)} * 2;
    return page.Sub(at + 2, bytes);
  }
  return page.Sub(at + 1, bytes - 1);
}

void LoadPage(Bytes page, bool paragraphs, bool word6, std::vector<DocRun>& runs) {
  const std::size_t count = page.U8(kPage - 1);
  const std::size_t entry = !paragraphs ? 1 : word6 ? 7 : 13;
  for (std::size_t i = 0; i < count && runs.size() < kMaxRuns; ++i) {
    const std::size_t place = (count + 1) * 4 + i * entry;
    if (place >= kPage - 1) return;
    const std::size_t at = std::size_t{page.U8(place)} * 2;
    DocRun run{page.U32(i * 4), page.U32(i * 4 + 4), {}};
    if (at != 0) {
      run.changes = paragraphs ? ParagraphChanges(page, at, word6) : page.Sub(at + 1, page.U8(at));
    }
    if (run.from < run.to) runs.push_back(run);
  }
}

}  // namespace

void DocParagraph::Apply(std::string_view changes, std::string_view data) {
  ForEachChange(changes, [this, data](std::uint16_t code, std::string_view operand) {
    const Bytes bytes(operand);
    switch (code) {
      case 0x4600:
        style = bytes.U16(0);
        break;
      case 0x2416:
        in_table = bytes.U8(0) != 0;
        break;
      case 0x6649:
        in_table = in_table || bytes.U32(0) > 0;
        break;
      case 0x2417:
        row_end = bytes.U8(0) != 0;
        break;
      case 0x244B:
        inner_cell_end = bytes.U8(0) != 0;
        break;
      case 0x244C:
        inner_row_end = bytes.U8(0) != 0;
        break;
      case 0x3404:
        header_row = bytes.U8(0) != 0;
        break;
      case 0x2640:
        outline = bytes.U8(0);
        break;
      case 0x260A:
        level = std::min<int>(bytes.U8(0), 8);
        break;
      case 0x460B:
        list = bytes.U16(0);
        break;
      case 0x6646:
      case 0x646B: {
        const Bytes elsewhere(data);
        const std::size_t at = bytes.U32(0);
        Apply(elsewhere.Sub(at + 2, elsewhere.U16(at)));
        break;
      }
      case 0xD62B: {  // cell, merge
        const std::size_t cell = bytes.U8(0);
        if (cell < continues.size()) continues[cell] = bytes.U8(1) == 1 ? 1 : 0;
        break;
      }
      case 0xD608: {
        const std::size_t cells = bytes.U8(0);
        edges.clear();
        continues.assign(cells, 0);
        joined.assign(cells, 0);
        for (std::size_t i = 0; i <= cells; ++i) edges.push_back(bytes.I16(1 + i * 2));
        for (std::size_t i = 0; i < cells; ++i) {
          const std::uint16_t flags = bytes.U16(1 + (cells + 1) * 2 + i * kCellBytes);
          continues[i] = (flags & kVerticalMerge) != 0 && (flags & kVerticalStart) == 0 ? 1 : 0;
          joined[i] = (flags & kHorizontalMerge) != 0 ? 1 : 0;
        }
        break;
      }
      default:
        break;
    }
  });
}

std::vector<DocRun> LoadRuns(const DocInformation& information, DocRange range, bool paragraphs,
                             std::string_view stream, std::string_view table) {
  const Bytes bytes(Bytes(table).Sub(range.at, range.bytes));
  const std::size_t number = information.word6 ? 2 : 4;
  const std::size_t count = bytes.size() < 4 ? 0 : (bytes.size() - 4) / (4 + number);
  std::vector<DocRun> runs;
  std::set<std::uint32_t> seen;
  for (std::size_t i = 0; i < count && runs.size() < kMaxRuns; ++i) {
    const std::size_t at = (count + 1) * 4 + i * number;
    const std::uint32_t page = information.word6 ? bytes.U16(at) : bytes.U32(at) & 0x3FFFFFU;
    if (!seen.insert(page).second) continue;  // sound files list each page once
    const Bytes whole(Bytes(stream).Sub(std::size_t{page} * kPage, kPage));
    if (whole.size() == kPage) LoadPage(whole, paragraphs, information.word6, runs);
  }
  std::stable_sort(runs.begin(), runs.end(),
                   [](const DocRun& a, const DocRun& b) { return a.from < b.from; });
  for (std::size_t i = 0; i + 1 < runs.size(); ++i) {
    runs[i].to = std::min(runs[i].to, runs[i + 1].from);
  }
  return runs;
}

const DocRun* FindRun(const std::vector<DocRun>& runs, std::uint32_t position) {
  const auto after =
      std::upper_bound(runs.begin(), runs.end(), position,
                       [](std::uint32_t value, const DocRun& run) { return value < run.from; });
  if (after == runs.begin() || std::prev(after)->to <= position) return nullptr;
  return &*std::prev(after);
}

}  // namespace wenyuan::parse
