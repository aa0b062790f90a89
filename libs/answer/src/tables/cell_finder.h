#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "../question/question_reading.h"
#include "table_grid.h"
#include "wenyuan/text/analyzer.h"

namespace wenyuan::answer {

// A row of a table and how well it answers a question, with the cells that do.
struct CellMatch {
  std::uint32_t row = 0;
  double score = -1;
  double covered = 0;      // share of the question's weight that its names say, 0-1
  double row_covered = 0;  // share of the words of its name that the question has, 0-1
  std::vector<const parse::TableCell*> cells;  // the values, from left to right
  std::vector<bool> said;     // by term of the question: by its names, above the table, or a value
  bool column_named = false;  // the question has a word of its column's name
};

// Scores the cells of tables against one question.
class CellFinder {
 public:
  CellFinder(const text::Analyzer& analyzer, const QuestionReading& question);

  // The best row and its best cells. `above` is what stands above the table and names it: titles,
  // headings, caption.
  [[nodiscard]] std::optional<CellMatch> Best(const TableGrid& grid, std::string_view above) const;
  // … of one row.
  [[nodiscard]] std::optional<CellMatch> InRow(const TableGrid& grid, std::string_view above,
                                               std::uint32_t row) const;

 private:
  struct Named {
    std::vector<bool> has;  // by term of the question
    double strange = 0;     // share of its words that the question has not
    std::size_t known = 0;
  };
  // What all rows of a table share, read once.
  struct Column {
    std::string header;
    Named named;
  };
  struct Frame {
    Named context;  // what stands above the table
    std::vector<Column> columns;
  };
  [[nodiscard]] Named Read(std::string_view text) const;
  [[nodiscard]] Frame ReadFrame(const TableGrid& grid, std::string_view above) const;
  [[nodiscard]] std::optional<CellMatch> InRow(const TableGrid& grid, const Frame& frame,
                                               std::uint32_t row) const;
  [[nodiscard]] double Suits(const std::string& header, std::string_view value) const;

  const text::Analyzer& analyzer_;
  const QuestionReading& question_;
  const std::string asked_;  // the question in lower case
  const bool asks_how_many_;
  std::map<std::string, std::size_t, std::less<>> places_;
  std::vector<double> weights_;
  double all_ = 0;
};

}  // namespace wenyuan::answer
