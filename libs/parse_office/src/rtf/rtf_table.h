#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "wenyuan/parse/document.h"

namespace wenyuan::parse {

// Collects the rows of a table. Rich Text has no columns, only right edges of cells: cells of
// different rows stand in one column where their edges agree.
class RtfTable {
 public:
  // \trowd: forgets the edges of the row before.
  void StartRowDefinition();
  void MergeDown(bool continues) { next_.continues_above = continues; }
  void MergeRight(bool continues) { next_.continues_left = continues; }
  void SetHeader() { header_ = true; }
  void AddEdge(int right);

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
