#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "doc/properties.h"
#include "wenyuan/parse_kit/document_builder.h"

namespace wenyuan::parse {

// Collects the cells of a table as a Word document lists them and lays them out by their edges.
class DocTable {
 public:
  [[nodiscard]] bool Empty() const { return rows_.empty() && cells_.empty(); }
  [[nodiscard]] bool RowOpen() const { return !cells_.empty(); }
  void AddCell(std::string text) { cells_.push_back(std::move(text)); }
  void EndRow(DocParagraph properties);
  // Adds what was collected and starts anew.
  void Finish(DocumentBuilder& out);

 private:
  struct Row {
    std::vector<std::string> cells;
    DocParagraph properties;
  };

  [[nodiscard]] std::vector<int> Edges() const;
  [[nodiscard]] bool FirstRowIsHeader() const;

  std::vector<std::string> cells_;  // of the open row
  std::vector<Row> rows_;
};

}  // namespace wenyuan::parse
