#include <algorithm>
#include <utility>

#include "tables.h"
#include "text_rows.h"

namespace wenyuan::parse_pdf {
namespace {

constexpr float kMargin = 6.0F;         // points left and right of the table
constexpr float kRowGap = 2.5F;         // of the font size, between rows of one table
constexpr float kTitleOverhang = 4.0F;  // of the font size: a title is wider than its numbers
constexpr std::size_t kMostRows = 8;
constexpr std::size_t kMostPending = 2;

enum class Fit { kNo, kTitles, kValues, kLabel };

struct Column {
  float left = 1e9F;
  float right = -1e9F;
};

class Attacher {
 public:
  Attacher(FoundTable& found, std::uint32_t number) : found_(found), number_(number) {
    columns_.resize(found.table.columns);
    for (const parse::TableCell& cell : found.table.cells) {
      if (cell.column > 0 && IsValue(cell.text)) numeric_ = true;
      if (cell.column_span != 1 || cell.boxes.empty()) continue;
      if (cell.column > 0 && !IsValue(cell.text)) continue;
      Column& column = columns_[cell.column];
      column.left = std::min(column.left, cell.boxes.front().left);
      column.right = std::max(column.right, cell.boxes.front().right);
    }
    for (std::size_t i = 1; i < columns_.size(); ++i) {
      values_left_ = std::min(values_left_, columns_[i].left);
    }
  }

  [[nodiscard]] bool CanAttach() const { return numeric_ && values_left_ < 1e9F; }

  // The rows to attach above (from the table upwards) and below (downwards).
  std::vector<TextRow> Above(const std::vector<TextRow>& rows) const {
    std::vector<TextRow> taken;
    std::vector<TextRow> pending;
    float edge = found_.box.top;
    for (auto row = rows.rbegin(); row != rows.rend(); ++row) {
      if (row->box.middle_y() > found_.box.top) continue;
      if (edge - row->box.bottom > kRowGap * row->size || taken.size() >= kMostRows) break;
      const Fit fit = FitOf(*row);
      if (fit == Fit::kNo || pending.size() > kMostPending) break;
      edge = row->box.top;
      pending.push_back(*row);
      if (fit == Fit::kLabel) continue;
      std::move(pending.begin(), pending.end(), std::back_inserter(taken));
      pending.clear();
    }
    return taken;
  }

  std::vector<TextRow> Below(const std::vector<TextRow>& rows) const {
    std::vector<TextRow> taken;
    float edge = found_.box.bottom;
    for (const TextRow& row : rows) {
      if (row.box.middle_y() < found_.box.bottom) continue;
      if (row.box.top - edge > kRowGap * row.size || taken.size() >= kMostRows) break;
      if (FitOf(row) != Fit::kValues) break;
      edge = row.box.bottom;
      taken.push_back(row);
    }
    return taken;
  }

  void Attach(const std::vector<TextRow>& above, const std::vector<TextRow>& below) {
    parse::Table& table = found_.table;
    const auto shift = static_cast<std::uint32_t>(above.size());
    for (parse::TableCell& cell : table.cells) cell.row += shift;
    table.rows += shift;
    std::vector<parse::TableCell> first;
    for (std::uint32_t i = 0; i < shift; ++i) AddRow(above[shift - 1 - i], i, first);
    table.cells.insert(table.cells.begin(), first.begin(), first.end());
    for (const TextRow& row : below) AddRow(row, table.rows++, table.cells);
    for (const auto* rows : {&above, &below}) {
      for (const TextRow& row : *rows) found_.box.Add(row.box);
    }
  }

 private:
  [[nodiscard]] Fit FitOf(const TextRow& row) const {
    const Segment& first = row.segments.front();
    const bool label_first = first.box.left < values_left_ - kTitleOverhang * row.size;
    if (!label_first) return Fit::kTitles;
    if (row.segments.size() == 1) {
      return first.box.right < values_left_ + kMargin ? Fit::kLabel : Fit::kNo;
    }
    for (std::size_t i = 1; i < row.segments.size(); ++i) {
      if (row.segments[i].box.left < values_left_ - kTitleOverhang * row.size) return Fit::kNo;
    }
    return row.HasValue() ? Fit::kValues : Fit::kTitles;
  }

  // The columns that a segment stands over, [first, second).
  [[nodiscard]] std::pair<std::uint32_t, std::uint32_t> ColumnsOf(const Box& box) const {
    std::uint32_t first = 0;
    std::uint32_t end = 0;
    std::uint32_t nearest = 0;
    float distance = 1e9F;
    for (std::uint32_t i = 0; i < columns_.size(); ++i) {
      const Column& column = columns_[i];
      if (column.left > column.right) continue;
      const float overlap = Overlap(box.left, box.right, column.left, column.right);
      if (-overlap < distance) {
        distance = -overlap;
        nearest = i;
      }
      if (overlap <= 0 || (i == 0 && box.left > values_left_ - kTitleOverhang * box.height())) {
        continue;
      }
      if (end == 0) first = i;
      end = i + 1;
    }
    return end == 0 ? std::pair(nearest, nearest + 1) : std::pair(first, end);
  }

  void AddRow(const TextRow& row, std::uint32_t index, std::vector<parse::TableCell>& cells) const {
    const Fit fit = FitOf(row);
    for (const Segment& segment : row.segments) {
      auto [column, end] = ColumnsOf(segment.box);
      if (!cells.empty() && cells.back().row == index) {
        parse::TableCell& last = cells.back();
        const std::uint32_t last_end = last.column + last.column_span;
        if (end <= last_end) {  // two titles over one column
          last.text += " " + SegmentText(segment);
          last.boxes.push_back(BoxOf(segment.box));
          continue;
        }
        column = std::max(column, last_end);
      }
      parse::TableCell& cell = cells.emplace_back();
      cell.row = index;
      cell.column = column;
      cell.column_span = end - column;
      cell.header = fit == Fit::kTitles || column == 0;
      cell.text = SegmentText(segment);
      cell.boxes.push_back(BoxOf(segment.box));
    }
  }

  [[nodiscard]] PageBox BoxOf(const Box& box) const {
    return {number_, box.left, box.top, box.right, box.bottom};
  }

  FoundTable& found_;
  const std::uint32_t number_;
  std::vector<Column> columns_;
  float values_left_ = 1e9F;
  bool numeric_ = false;
};

}  // namespace

void AttachRows(FoundTable& table, std::uint32_t number, std::vector<Word>& words) {
  Attacher attacher(table, number);
  if (!attacher.CanAttach()) return;
  std::vector<Word> near;
  for (const Word& word : words) {
    if (word.box.left > table.box.left - kMargin && word.box.right < table.box.right + kMargin) {
      near.push_back(word);
    }
  }
  const std::vector<TextRow> rows = MakeRows(near);
  const std::vector<TextRow> above = attacher.Above(rows);
  const std::vector<TextRow> below = attacher.Below(rows);
  attacher.Attach(above, below);
  std::vector<Box> gone;
  for (const auto* taken : {&above, &below}) {
    for (const TextRow& row : *taken) gone.push_back(row.box);
  }
  std::erase_if(words, [&](const Word& word) {
    return word.box.left > table.box.left - kMargin && word.box.right < table.box.right + kMargin &&
           std::any_of(gone.begin(), gone.end(), [&](const Box& box) {
             return box.Contains(word.box.middle_x(), word.box.middle_y());
           });
  });
}

}  // namespace wenyuan::parse_pdf
