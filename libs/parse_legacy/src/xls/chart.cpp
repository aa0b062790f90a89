#include "xls/chart.h"

#include <algorithm>

namespace wenyuan::parse {
namespace {

constexpr std::uint16_t kValues = 1;
constexpr std::uint16_t kCategories = 2;
constexpr std::uint32_t kMaxSeries = 1'000;

}  // namespace

void XlsChart::AddPoint(std::uint32_t point, std::uint32_t series, std::string text) {
  if (text.empty() || series >= kMaxSeries) return;
  if (kind_ == kValues) values_.emplace(std::pair(point, series), std::move(text));
  if (kind_ == kCategories) categories_.emplace(point, std::move(text));
}

void XlsChart::Close() {
  if (in_series_ && --depth_ <= 0) in_series_ = false;
}

std::string XlsChart::TakeText(std::string text) {
  if (!in_series_) return text;
  names_.back() = std::move(text);
  return {};
}

Table XlsChart::Finish() const {
  Table table;
  if (values_.empty()) return table;
  std::uint32_t series = 0;
  std::map<std::uint32_t, std::uint32_t> rows;  // row by point
  for (const auto& [point, text] : categories_) rows.emplace(point, 0);
  for (const auto& [place, text] : values_) {
    rows.emplace(place.first, 0);
    series = std::max(series, place.second + 1);
  }
  table.columns = series + 1;
  const auto add = [&](std::uint32_t row, std::uint32_t column, const std::string& text) {
    TableCell cell;
    cell.row = row;
    cell.column = column;
    cell.header = row == 0;
    cell.text = text;
    table.cells.push_back(std::move(cell));
  };
  for (std::uint32_t i = 0; i < series && i < names_.size(); ++i) {
    if (!names_[i].empty()) add(0, i + 1, names_[i]);
  }
  table.rows = 1;
  auto value = values_.begin();
  for (auto& [point, row] : rows) {
    row = table.rows++;
    const auto category = categories_.find(point);
    if (category != categories_.end()) add(row, 0, category->second);
    for (; value != values_.end() && value->first.first == point; ++value) {
      add(row, value->first.second + 1, value->second);
    }
  }
  return table;
}

}  // namespace wenyuan::parse
