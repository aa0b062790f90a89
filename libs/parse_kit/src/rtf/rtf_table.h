#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "rtf/rtf_lexer.h"
#include "wenyuan/parse/document.h"

namespace wenyuan::parse {

// Collects the rows of a table. Rich Text has no columns, only right edges of cells: cells of
// different rows stand in one column where their edges agree.
class RtfTable {
 public:
  // Takes a word that defines a row, \trowd or \cellx2000; false when it is none.
  bool TakeWord(const RtfToken& word);
  void AddCell(std::string text);
  void EndRow();

  [[nodiscard]] bool Empty() const { return rows_.empty() && texts_.empty(); }
  // What was collected; starts anew.
  Table Finish();

 private:
  struct Edge {
    int right = 0;
    bool continues_above = false;
    bool continues_left = false;
  };
  struct Row {
    std::vector<std::string> texts;
    std::vector<Edge> edges;
    bool header = false;
  };
  [[nodiscard]] std::vector<int> Columns() const;

  std::vector<Row> rows_;
  std::vector<Edge> edges_;  // as last defined
  Edge next_;
  bool header_ = false;
  std::vector<std::string> texts_;  // of the row that is open
};

}  // namespace wenyuan::parse
