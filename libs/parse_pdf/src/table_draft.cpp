#include "table_draft.h"

#include <algorithm>
#include <map>
#include <set>
#include <string_view>
#include <utility>

#include "lines.h"
#include "paragraphs.h"

namespace wenyuan::parse_pdf {
namespace {

constexpr std::uint32_t kMostHeaderRows = 5;
constexpr float kNumericShare = 0.3F;

std::string WithoutSpaces(std::string_view text) {
  std::string packed;
  for (const char c : text) {
    if (c != ' ') packed += c;
  }
  return packed;
}

bool IsOneOf(const std::string& text, std::initializer_list<std::string_view> list) {
  return std::find(list.begin(), list.end(), text) != list.end();
}

// "$", "(", "$(", "US$", "¥": belongs to the number on its right.
bool OpensValue(const std::string& text) {
  return IsOneOf(text,
                 {"$", "(", "$(", "($", "€", "£", "¥", "￥", "US$", "RMB", "HK$", "€(", "£("});
}

// ")", "%", ")%": belongs to the number on its left.
bool ClosesValue(const std::string& text) {
  return IsOneOf(text, {")", "%", ")%", "％", "）", "pts", "bps", "%)", ")pts."});
}

// The words of one cell, line under line.
std::string CellText(std::vector<Word> words) {
  std::vector<Line> lines = BuildLines(std::move(words));
  std::stable_sort(lines.begin(), lines.end(), [](const Line& a, const Line& b) {
    const float shared = Overlap(a.box.top, a.box.bottom, b.box.top, b.box.bottom);
    if (shared > 0.5F * std::min(a.box.height(), b.box.height())) return a.box.left < b.box.left;
    return a.box.middle_y() < b.box.middle_y();
  });
  std::string text;
  const Line* last = nullptr;
  for (const Line& line : lines) {
    const bool tight = last != nullptr && last->words.back().wide && line.words.front().wide_start;
    if (last != nullptr && !tight) text += ' ';
    text += LineText(line);
    last = &line;
  }
  return text;
}

class Finisher {
 public:
  explicit Finisher(TableDraft draft) : draft_(std::move(draft)) {}

  std::optional<FoundTable> Run(std::uint32_t page) {
    FillTexts();
    JoinPieces();
    MergeSplitColumns();
    CompactColumns();
    CompactRows();
    if (!IsTable()) return std::nullopt;
    MarkHeaders();
    return Build(page);
  }

 private:
  void FillTexts() {
    std::erase_if(draft_.cells, [](const CellDraft& cell) { return cell.words.empty(); });
    for (CellDraft& cell : draft_.cells) {
      cell.box = cell.words.front().box;
      all_bold_rows_.try_emplace(cell.row, true);
      for (const Word& word : cell.words) {
        cell.box.Add(word.box);
        if (!word.bold) all_bold_rows_[cell.row] = false;
      }
      cell.tagged_header = std::all_of(cell.words.begin(), cell.words.end(), [](const Word& word) {
        return word.tag == kTaggedHeaderCell;
      });
      cell.text = CellText(std::move(cell.words));
    }
    Sort();
  }

  void Sort() {
    std::stable_sort(draft_.cells.begin(), draft_.cells.end(),
                     [](const CellDraft& a, const CellDraft& b) {
                       return std::pair(a.row, a.column) < std::pair(b.row, b.column);
                     });
  }

  static void Absorb(CellDraft& left, CellDraft& right, std::string_view glue) {
    left.text += std::string(glue) + right.text;
    left.box.Add(right.box);
    left.column_end = std::max(left.column_end, right.column_end);
    left.row_end = std::max(left.row_end, right.row_end);
    right.text.clear();
  }

  void JoinPieces() {
    std::vector<CellDraft>& cells = draft_.cells;
    for (std::size_t i = 1; i < cells.size(); ++i) {  // from the left: ")" finds its number
      if (cells[i].row != cells[i - 1].row || !ClosesValue(WithoutSpaces(cells[i].text))) continue;
      Absorb(cells[i - 1], cells[i], "");
      cells[i].text = std::exchange(cells[i - 1].text, {});
      cells[i].column = cells[i - 1].column;
      cells[i].box = cells[i - 1].box;
    }
    for (std::size_t i = cells.size(); i-- > 1;) {
      if (cells[i - 1].row != cells[i].row || cells[i].text.empty()) continue;
      if (!OpensValue(WithoutSpaces(cells[i - 1].text))) continue;
      const std::string opening = WithoutSpaces(cells[i - 1].text);
      cells[i].text = opening + (opening.ends_with('(') ? "" : " ") + cells[i].text;
      cells[i].box.Add(cells[i - 1].box);
      cells[i].column = cells[i - 1].column;
      cells[i - 1].text.clear();
    }
    std::erase_if(cells, [](const CellDraft& cell) { return cell.text.empty(); });
    Sort();
  }

  // "$ 7" reaches over two columns of the grid, the "6" below stands in the second: one column.
  void MergeSplitColumns() {
    std::set<std::pair<std::uint32_t, std::uint32_t>> together;  // starts covered by one value
    std::set<std::uint32_t> starts;
    for (const CellDraft& cell : draft_.cells) starts.insert(cell.column);
    for (const CellDraft& cell : draft_.cells) {
      if (!IsValue(cell.text)) continue;
      for (auto next = starts.upper_bound(cell.column);
           next != starts.end() && *next < cell.column_end; ++next) {
        together.emplace(cell.column, *next);
      }
    }
    for (const auto& [first, second] : together) {
      if (BothInOneRow(first, second)) continue;
      for (CellDraft& cell : draft_.cells) {
        if (cell.column == second) cell.column = first;
      }
    }
  }

  [[nodiscard]] bool BothInOneRow(std::uint32_t first, std::uint32_t second) const {
    std::set<std::uint32_t> rows;
    for (const CellDraft& cell : draft_.cells) {
      if (cell.column == first) rows.insert(cell.row);
    }
    return std::any_of(draft_.cells.begin(), draft_.cells.end(), [&](const CellDraft& cell) {
      return cell.column == second && rows.contains(cell.row);
    });
  }

  // Only where some cell starts does a column start.
  void CompactColumns() {
    std::set<std::uint32_t> starts;
    for (const CellDraft& cell : draft_.cells) starts.insert(cell.column);
    const auto rank = [&](std::uint32_t at) {
      return static_cast<std::uint32_t>(std::distance(starts.begin(), starts.lower_bound(at)));
    };
    columns_ = static_cast<std::uint32_t>(starts.size());
    for (CellDraft& cell : draft_.cells) {
      cell.column = rank(cell.column);
      cell.column_end = std::max(cell.column + 1, rank(cell.column_end));
    }
    Sort();
    // A value or a label that reaches into the next cell of its row gives way.
    for (std::size_t i = 1; i < draft_.cells.size(); ++i) {
      CellDraft& left = draft_.cells[i - 1];
      const CellDraft& right = draft_.cells[i];
      if (left.row == right.row) left.column_end = std::min(left.column_end, right.column);
    }
    std::erase_if(draft_.cells,
                  [](const CellDraft& cell) { return cell.column >= cell.column_end; });
  }

  void CompactRows() {
    std::set<std::uint32_t> starts;
    for (const CellDraft& cell : draft_.cells) starts.insert(cell.row);
    const auto rank = [&](std::uint32_t at) {
      return static_cast<std::uint32_t>(std::distance(starts.begin(), starts.lower_bound(at)));
    };
    std::map<std::uint32_t, bool> bold;
    for (const auto& [row, is_bold] : all_bold_rows_) {
      if (starts.contains(row)) bold[rank(row)] = is_bold;
    }
    all_bold_rows_ = std::move(bold);
    rows_ = static_cast<std::uint32_t>(starts.size());
    for (CellDraft& cell : draft_.cells) {
      cell.row = rank(cell.row);
      cell.row_end = std::max(cell.row + 1, rank(cell.row_end));
    }
  }

  [[nodiscard]] bool IsTable() const {
    if (columns_ < 2 || rows_ < 2) return false;
    std::map<std::uint32_t, std::size_t> cells_of_row;
    std::size_t first_column = 0;
    std::size_t marks = 0;
    for (const CellDraft& cell : draft_.cells) {
      ++cells_of_row[cell.row];
      if (cell.column > 0) continue;
      ++first_column;
      if (StartsListItem(cell.text + " ") && cell.text.size() <= 5) ++marks;
    }
    if (first_column > 0 && marks * 2 > first_column) return false;
    const auto full = std::count_if(cells_of_row.begin(), cells_of_row.end(),
                                    [](const auto& row) { return row.second > 1; });
    return full >= 2;
  }

  void MarkHeaders() {
    std::size_t values = 0;
    std::size_t others = 0;
    std::uint32_t first_value_row = rows_;
    for (const CellDraft& cell : draft_.cells) {
      if (cell.column == 0) continue;
      if (IsValue(cell.text)) {
        ++values;
        first_value_row = std::min(first_value_row, cell.row);
      } else {
        ++others;
      }
    }
    numeric_ = static_cast<float>(values) >= kNumericShare * static_cast<float>(values + others);
    if (numeric_ && values > 0) {
      header_rows_ = first_value_row <= kMostHeaderRows ? first_value_row : 0;
      // "Net sales:" above the first number is a section of the body, not of the header.
      while (header_rows_ > 0 && LabelOnly(header_rows_ - 1)) --header_rows_;
    } else if (draft_.first_row_is_header || (AllBold(0) && !AllBold(1))) {
      header_rows_ = 1;
    }
  }

  [[nodiscard]] bool AllBold(std::uint32_t row) const {
    const auto found = all_bold_rows_.find(row);
    return found != all_bold_rows_.end() && found->second;
  }

  [[nodiscard]] bool LabelOnly(std::uint32_t row) const {
    return std::none_of(draft_.cells.begin(), draft_.cells.end(), [&](const CellDraft& cell) {
      return cell.row == row && (cell.column > 0 || cell.column_end > 1);
    });
  }

  static bool IsTaggedHeader(const CellDraft& cell) { return cell.tagged_header; }

  FoundTable Build(std::uint32_t page) {
    tagged_headers_ = std::any_of(draft_.cells.begin(), draft_.cells.end(), IsTaggedHeader) &&
                      !std::all_of(draft_.cells.begin(), draft_.cells.end(), IsTaggedHeader);
    FoundTable found;
    // Empty rows of the grid may lie over titles that are not in it.
    found.box = draft_.box;
    found.box.top = draft_.box.bottom;
    found.box.bottom = draft_.box.top;
    found.table.rows = rows_;
    found.table.columns = columns_;
    for (CellDraft& cell : draft_.cells) {
      found.box.top = std::min(found.box.top, cell.box.top);
      found.box.bottom = std::max(found.box.bottom, cell.box.bottom);
      parse::TableCell& made = found.table.cells.emplace_back();
      made.row = cell.row;
      made.column = cell.column;
      made.row_span = cell.row_end - cell.row;
      made.column_span = cell.column_end - cell.column;
      made.header = tagged_headers_ ? IsTaggedHeader(cell)
                                    : cell.row < header_rows_ || (numeric_ && cell.column == 0);
      made.text = std::move(cell.text);
      made.boxes.push_back({page, cell.box.left, cell.box.top, cell.box.right, cell.box.bottom});
    }
    return found;
  }

  TableDraft draft_;
  std::map<std::uint32_t, bool> all_bold_rows_;
  std::uint32_t rows_ = 0;
  std::uint32_t columns_ = 0;
  std::uint32_t header_rows_ = 0;
  bool numeric_ = false;
  bool tagged_headers_ = false;  // the file says which cells are headers
};

}  // namespace

bool IsValue(std::string_view text) {
  constexpr std::string_view kLettersOfValues = "bpsxUSNAnaM";
  for (const char c : text) {
    const char lower = static_cast<char>(c | 0x20);
    const bool letter = lower >= 'a' && lower <= 'z';
    if (letter && kLettersOfValues.find(c) == std::string_view::npos) return false;
  }
  const std::string packed = WithoutSpaces(text);
  if (IsOneOf(packed, {"—", "–", "-", "N/A", "n/a", "*", "NM", "**", "—%"})) return true;
  std::size_t digits = 0;
  bool only_digits = true;
  for (std::size_t i = 0; i < packed.size(); ++i) {
    const char c = packed[i];
    if (c >= '0' && c <= '9') {
      ++digits;
      continue;
    }
    only_digits = false;
    if (std::string_view("$(),.%+-/:").find(c) != std::string_view::npos) continue;
    bool allowed = false;
    for (const std::string_view sign :
         {"€", "£", "¥", "￥", "—", "–", "−", "％", "（", "）", "bps", "x", "US"}) {
      if (!std::string_view(packed).substr(i).starts_with(sign)) continue;
      i += sign.size() - 1;
      allowed = true;
      break;
    }
    if (!allowed) return false;
  }
  const bool year =
      only_digits && digits == 4 && (packed.starts_with("19") || packed.starts_with("20"));
  return digits > 0 && !year;
}

std::optional<FoundTable> FinishTable(TableDraft draft, std::uint32_t page) {
  return Finisher(std::move(draft)).Run(page);
}

}  // namespace wenyuan::parse_pdf
