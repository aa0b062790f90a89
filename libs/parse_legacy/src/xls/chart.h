#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <string>
#include <utility>
#include <vector>

#include "wenyuan/parse/document.h"

namespace wenyuan::parse {

// Collects what a chart keeps of its data: a row for each category, a column for each series.
class XlsChart {
 public:
  // What the points that follow are: 1 values, 2 categories.
  void StartPoints(std::uint16_t kind) { kind_ = kind; }
  void AddPoint(std::uint32_t point, std::uint32_t series, std::string text);
  void StartSeries() {
    in_series_ = true;
    names_.emplace_back();
  }
  // Objects nest; the series ends with the one that opened behind it.
  void Open() { depth_ += in_series_ ? 1 : 0; }
  void Close();
  // A name inside of a series, else a title, which is given back.
  std::string TakeText(std::string text);
  // Empty when the chart kept no values.
  [[nodiscard]] Table Finish() const;

 private:
  std::uint16_t kind_ = 0;
  bool in_series_ = false;
  int depth_ = 0;
  std::vector<std::string> names_;
  std::map<std::uint32_t, std::string> categories_;                        // by point
  std::map<std::pair<std::uint32_t, std::uint32_t>, std::string> values_;  // by point and series
};

}  // namespace wenyuan::parse
