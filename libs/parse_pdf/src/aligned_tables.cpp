#include <algorithm>
#include <cmath>
#include <iterator>
#include <string_view>
#include <utility>

#include "tables.h"
#include "text_rows.h"

namespace wenyuan::parse_pdf {
namespace {

constexpr float kRowPitch = 3.0F;  // of the font size, inside of a table
constexpr float kAligned = 3.0F;   // points between right edges of one column
constexpr std::size_t kFewestRows = 3;
constexpr std::size_t kMostLabelRows = 2;  // one after the other
constexpr float kWrapPitch = 1.6F;         // of the font size: lines of one cell
constexpr std::size_t kLongText = 25;      // bytes
constexpr float kNumericShare = 0.3F;
// Of a table of words alone:
constexpr std::size_t kFewestTextColumns = 3;
constexpr std::size_t kFewestTextRows = 4;
constexpr float kTextPitch = 2.2F;  // of the font size, from row to row
constexpr float kNarrow = 0.75F;    // of the distance to the next column: prose fills it
constexpr float kNarrowShare = 0.5F;
constexpr std::size_t kMostWords = 6;  // in a cell, on the average

// Whether numbers stand under each other, as chance does not make them.
bool ValuesLineUp(const std::vector<TextRow>& rows) {
  std::vector<float> edges;
  std::size_t values = 0;
  std::size_t cells = 0;
  for (const TextRow& row : rows) {
    for (std::size_t i = 1; i < row.segments.size(); ++i) {
      ++cells;
      if (!row.segments[i].value) continue;
      ++values;
      edges.push_back(row.segments[i].box.right);
    }
  }
  if (static_cast<float>(values) < kNumericShare * static_cast<float>(cells)) return false;
  std::sort(edges.begin(), edges.end());
  for (std::size_t i = 0; i + kFewestRows <= edges.size(); ++i) {
    if (edges[i + kFewestRows - 1] - edges[i] <= kAligned) return true;
  }
  return false;
}

struct Interval {
  float left = 0;
  float right = 0;
};

std::vector<Interval> FindColumns(const std::vector<TextRow>& rows) {
  std::vector<Interval> segments;
  for (const TextRow& row : rows) {
    for (const Segment& segment : row.segments) {
      segments.push_back({segment.box.left, segment.box.right});
    }
  }
  // The narrow ones make the columns; what reaches over several spans them.
  std::stable_sort(segments.begin(), segments.end(), [](const Interval& a, const Interval& b) {
    return a.right - a.left < b.right - b.left;
  });
  std::vector<Interval> columns;
  for (const Interval& segment : segments) {
    Interval* only = nullptr;
    std::size_t count = 0;
    for (Interval& column : columns) {
      if (Overlap(segment.left, segment.right, column.left, column.right) <= 0) continue;
      only = &column;
      ++count;
    }
    if (count == 0) columns.push_back(segment);
    if (count == 1) {
      only->left = std::min(only->left, segment.left);
      only->right = std::max(only->right, segment.right);
    }
  }
  std::sort(columns.begin(), columns.end(),
            [](const Interval& a, const Interval& b) { return a.left < b.left; });
  return columns;
}

TableDraft MakeDraft(const std::vector<TextRow>& rows) {
  TableDraft draft;
  draft.box = rows.front().segments.front().box;
  const std::vector<Interval> columns = FindColumns(rows);
  for (std::uint32_t r = 0; r < rows.size(); ++r) {
    for (const Segment& segment : rows[r].segments) {
      draft.box.Add(segment.box);
      std::uint32_t first = 0;
      std::uint32_t end = 0;
      for (std::uint32_t c = 0; c < columns.size(); ++c) {
        if (Overlap(segment.box.left, segment.box.right, columns[c].left, columns[c].right) <= 0) {
          continue;
        }
        if (end == 0) first = c;
        end = c + 1;
      }
      const bool same =
          !draft.cells.empty() && draft.cells.back().row == r && draft.cells.back().column == first;
      CellDraft& cell = same ? draft.cells.back() : draft.cells.emplace_back();
      cell.row = r;
      cell.row_end = r + 1;
      cell.column = first;
      cell.column_end = std::max(first + 1, end);
      cell.words.insert(cell.words.end(), segment.words.begin(), segment.words.end());
    }
  }
  return draft;
}

bool IsLongText(const CellDraft& cell) {
  std::size_t bytes = 0;
  for (const Word& word : cell.words) bytes += word.text.size() + 1;
  return bytes > kLongText;
}

CellDraft* FindCell(TableDraft& draft, std::uint32_t row, std::uint32_t column) {
  const auto found =
      std::find_if(draft.cells.begin(), draft.cells.end(),
                   [&](const CellDraft& cell) { return cell.row == row && cell.column == column; });
  return found == draft.cells.end() ? nullptr : &*found;
}

// The second and later lines of a long text in a cell: nothing in the first column, and only below
// words.
bool ContinuesRow(TableDraft& draft, std::uint32_t row, std::uint32_t above) {
  bool below_long_text = false;
  for (const CellDraft& cell : draft.cells) {
    if (cell.row != row) continue;
    const CellDraft* over = FindCell(draft, above, cell.column);
    if (cell.column == 0 || over == nullptr || cell.words.empty()) return false;
    if (cell.words.size() == 1 && IsValue(cell.words.front().text)) return false;
    below_long_text = below_long_text || IsLongText(*over);
  }
  return below_long_text;
}

void JoinWrappedRows(const std::vector<TextRow>& rows, TableDraft& draft) {
  std::uint32_t above = 0;
  for (std::uint32_t row = 1; row < rows.size(); ++row) {
    const float pitch = rows[row].box.bottom - rows[row - 1].box.bottom;
    if (pitch > kWrapPitch * rows[row].size || !ContinuesRow(draft, row, above)) {
      above = row;
      continue;
    }
    for (CellDraft& cell : draft.cells) {
      if (cell.row != row) continue;
      CellDraft* over = FindCell(draft, above, cell.column);
      std::move(cell.words.begin(), cell.words.end(), std::back_inserter(over->words));
      cell.words.clear();
    }
  }
}

class Finder {
 public:
  Finder(std::uint32_t number, std::vector<Word>& words) : number_(number), words_(words) {}

  std::vector<FoundTable> Run() {
    rows_ = MakeRows(words_);
    for (std::size_t i = 0; i < rows_.size();) {
      std::size_t end = EndOfRegion(i);
      const bool numeric = end != i;
      if (!numeric) end = EndOfTextRegion(i);
      if (end == i) {
        ++i;
        continue;
      }
      Try(i, end, numeric);
      i = end;
    }
    return std::move(tables_);
  }

 private:
  [[nodiscard]] bool Near(std::size_t row) const {
    return rows_[row].box.bottom - rows_[row - 1].box.bottom < kRowPitch * rows_[row].size;
  }

  // Behind the last row with a value, label rows inside allowed; `begin` when there is no region.
  [[nodiscard]] std::size_t EndOfRegion(std::size_t begin) const {
    if (rows_[begin].segments.size() < 2 || !rows_[begin].HasValue()) return begin;
    std::size_t end = begin + 1;
    std::size_t full = 1;
    std::size_t labels = 0;
    for (std::size_t i = begin + 1; i < rows_.size() && Near(i); ++i) {
      if (rows_[i].segments.size() > 1 && rows_[i].HasValue()) {
        end = i + 1;
        ++full;
        labels = 0;
      } else if (++labels > kMostLabelRows) {
        break;
      }
    }
    if (full < kFewestRows) return begin;
    const std::vector<Segment>& last = rows_[end - 1].segments;
    while (end < rows_.size() && GoesOnBelow(last, rows_[end - 1], rows_[end])) ++end;
    return end;
  }

  // Whether `row` is one more line of a text in the last row, behind its first cell.
  static bool GoesOnBelow(const std::vector<Segment>& last, const TextRow& above,
                          const TextRow& row) {
    if (row.segments.size() != 1 || row.segments.front().value ||
        row.box.bottom - above.box.bottom > kWrapPitch * row.size) {
      return false;
    }
    return std::any_of(last.begin() + 1, last.end(), [&](const Segment& segment) {
      return !segment.value && std::abs(segment.box.left - row.box.left) < kAligned;
    });
  }

  static bool StandsIn(const Segment& segment, const std::vector<Segment>& columns) {
    return std::any_of(columns.begin(), columns.end(), [&](const Segment& column) {
      return std::abs(column.box.left - segment.box.left) <= kAligned;
    });
  }

  static bool IsOneCharacter(std::string_view text) {
    return std::count_if(text.begin(), text.end(), [](char c) {
             return (static_cast<unsigned char>(c) & 0xC0U) != 0x80;
           }) == 1;
  }

  // Whether the cells of a row leave room before the next column, as the lines of prose in columns
  // do not.
  static std::size_t CountNarrow(const TextRow& row) {
    std::size_t narrow = 0;
    for (std::size_t i = 0; i + 1 < row.segments.size(); ++i) {
      const float pitch = row.segments[i + 1].box.left - row.segments[i].box.left;
      if (row.segments[i].box.width() < kNarrow * pitch) ++narrow;
    }
    return narrow;
  }

  // Rows of words whose cells all start where those of the first row do; rows with fewer go on
  // below them. `begin` when there is no such region.
  [[nodiscard]] std::size_t EndOfTextRegion(std::size_t begin) const {
    const std::vector<Segment>& columns = rows_[begin].segments;
    if (columns.size() < kFewestTextColumns) return begin;
    std::size_t end = begin;
    std::size_t full = 0;
    std::size_t cells = 0;
    std::size_t narrow = 0;
    std::size_t words = 0;
    std::size_t letters = 0;  // cells that are one character
    for (std::size_t i = begin; i < rows_.size(); ++i) {
      const TextRow& row = rows_[i];
      const bool near =
          i == begin || row.box.bottom - rows_[i - 1].box.bottom < kTextPitch * row.size;
      const bool aligned =
          std::all_of(row.segments.begin(), row.segments.end(),
                      [&](const Segment& segment) { return StandsIn(segment, columns); });
      const bool whole = row.segments.size() == columns.size();
      const bool goes_on =
          row.segments.size() < columns.size() &&
          std::abs(row.segments.front().box.left - columns.front().box.left) > kAligned;
      if (!near || !aligned || (!whole && !goes_on)) break;
      end = i + 1;
      for (const Segment& segment : row.segments) {
        words += segment.words.size();
        if (segment.words.size() == 1 && IsOneCharacter(segment.words.front().text)) ++letters;
      }
      if (!whole) continue;
      ++full;
      cells += row.segments.size();
      narrow += CountNarrow(row);
    }
    const std::size_t gaps = cells - full;
    const bool loose = static_cast<float>(narrow) >= kNarrowShare * static_cast<float>(gaps);
    const bool texts = letters * 2 < cells && words <= kMostWords * cells;
    return full >= kFewestTextRows && loose && texts ? end : begin;
  }

  void Try(std::size_t begin, std::size_t end, bool numeric) {
    const std::vector<TextRow> rows(rows_.begin() + static_cast<std::ptrdiff_t>(begin),
                                    rows_.begin() + static_cast<std::ptrdiff_t>(end));
    if (numeric && !ValuesLineUp(rows)) return;
    TableDraft draft = MakeDraft(rows);
    JoinWrappedRows(rows, draft);
    std::optional<FoundTable> table = FinishTable(std::move(draft), number_);
    if (!table) return;
    const Box box = table->box;
    tables_.push_back(*std::move(table));
    std::erase_if(words_, [&](const Word& word) {
      return std::abs(word.angle) < 2 && box.Contains(word.box.middle_x(), word.box.middle_y());
    });
    AttachRows(tables_.back(), number_, words_);
  }

  const std::uint32_t number_;
  std::vector<Word>& words_;
  std::vector<TextRow> rows_;
  std::vector<FoundTable> tables_;
};

}  // namespace

std::vector<FoundTable> FindAlignedTables(std::uint32_t number, std::vector<Word>& words) {
  return Finder(number, words).Run();
}

}  // namespace wenyuan::parse_pdf
