#include "table_chunks.h"

#include <algorithm>
#include <map>
#include <string>

#include "wenyuan/parse/wire.h"

namespace wenyuan::ingest {
namespace {

constexpr std::string_view kCellSeparator = " | ";

using Row = std::vector<const parse::TableCell*>;

// The cells of each row that has any, in order.
std::vector<Row> RowsOf(const parse::Table& table) {
  std::map<std::uint32_t, Row> rows;
  for (const parse::TableCell& cell : table.cells) rows[cell.row].push_back(&cell);
  std::vector<Row> ordered;
  for (auto& [number, row] : rows) {
    std::stable_sort(row.begin(), row.end(), [](const auto* left, const auto* right) {
      return left->column < right->column;
    });
    ordered.push_back(std::move(row));
  }
  return ordered;
}

std::size_t TokensOf(const Row& row) {
  std::size_t tokens = 0;
  for (const parse::TableCell* cell : row) tokens += EstimateTokens(cell->text) + 1;
  return tokens;
}

// Alone in its row, at the left: the heading of the rows below ("Net sales:"), not of the columns.
bool IsSection(const Row& row, std::uint32_t columns) {
  std::size_t filled = 0;
  for (const parse::TableCell* cell : row) filled += cell->text.empty() ? 0 : 1;
  return columns > 1 && filled == 1 && !row.front()->text.empty() && row.front()->column == 0 &&
         row.front()->column_span < columns;
}

// A total ends what stands below a heading.
bool IsTotal(const Row& row) {
  const std::string_view label = row.front()->text;
  return label.starts_with("Total") || label.starts_with("TOTAL") || label.starts_with("合计") ||
         label.starts_with("总计") || label.starts_with("小计");
}

std::size_t CountHeaderRows(const std::vector<Row>& rows, std::uint32_t columns) {
  std::size_t count = 0;
  while (count < rows.size() && !IsSection(rows[count], columns) &&
         std::all_of(rows[count].begin(), rows[count].end(),
                     [](const auto* cell) { return cell->header; })) {
    ++count;
  }
  return count == rows.size() ? 0 : count;  // all headers: then none repeats
}

class TableChunk {
 public:
  TableChunk(std::string_view caption, std::uint32_t columns) {
    chunk_.text = caption;
    part_.columns = columns;
  }

  void Add(const Row& row) {
    if (!chunk_.text.empty()) chunk_.text += '\n';
    bool first = true;
    for (const parse::TableCell* cell : row) {
      if (!std::exchange(first, false)) chunk_.text += kCellSeparator;
      const auto begin = static_cast<std::uint32_t>(chunk_.text.size());
      std::string text = cell->text;
      std::replace(text.begin(), text.end(), '\n', ' ');
      chunk_.text += text;
      const auto end = static_cast<std::uint32_t>(chunk_.text.size());
      for (const PageBox& box : cell->boxes) {
        if (begin < end) chunk_.spans.push_back({begin, end, box});
      }
      part_.cells.push_back(*cell);
      part_.cells.back().row = part_.rows;
      part_.cells.back().text = std::move(text);
    }
    ++part_.rows;
  }

  store::Chunk Finish() {
    for (parse::TableCell& cell : part_.cells) {  // a span must not reach out of this part
      cell.row_span = std::min(cell.row_span, part_.rows - cell.row);
    }
    chunk_.table = parse::EncodeTable(part_);
    return std::move(chunk_);
  }

 private:
  store::Chunk chunk_;
  parse::Table part_;
};

}  // namespace

std::vector<store::Chunk> CutTable(const parse::Table& table, std::string_view caption,
                                   const ChunkerOptions& options) {
  const std::vector<Row> rows = RowsOf(table);
  const std::size_t header_rows = CountHeaderRows(rows, table.columns);
  std::size_t header_tokens = EstimateTokens(caption);
  for (std::size_t i = 0; i < header_rows; ++i) header_tokens += TokensOf(rows[i]);

  std::vector<store::Chunk> chunks;
  const Row* section = nullptr;
  for (std::size_t next = header_rows; next < rows.size();) {
    TableChunk chunk(caption, table.columns);
    for (std::size_t i = 0; i < header_rows; ++i) chunk.Add(rows[i]);
    std::size_t tokens = header_tokens;
    // A row in the next part still stands below the heading that it began under.
    if (section != nullptr && !IsSection(rows[next], table.columns)) chunk.Add(*section);
    do {
      if (IsSection(rows[next], table.columns)) section = &rows[next];
      if (IsTotal(rows[next])) section = nullptr;
      tokens += TokensOf(rows[next]);
      chunk.Add(rows[next]);
      ++next;
    } while (next < rows.size() && tokens + TokensOf(rows[next]) <= options.target_tokens);
    chunks.push_back(chunk.Finish());
  }
  return chunks;
}

}  // namespace wenyuan::ingest
