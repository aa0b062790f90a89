#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "../tables/table_reader.h"
#include "wenyuan/answer/answer.h"
#include "wenyuan/parse/document.h"
#include "wenyuan/search/searcher.h"
#include "wenyuan/store/types.h"

namespace wenyuan::answer {

// A table put together again from the passages it was cut into: what is true of all its rows can
// only be said of all of them.
class WholeTable {
 public:
  // `hit` found one of `passages`. Nothing when one of them is no table as it stands in its text.
  static std::optional<WholeTable> Read(const search::Hit& hit,
                                        const std::vector<store::Chunk>& passages);

  [[nodiscard]] const parse::Table& table() const { return table_; }
  [[nodiscard]] const std::string& caption() const { return caption_; }
  // The document's title and the headings above the table.
  [[nodiscard]] const std::string& headings() const { return headings_; }
  // The same with rows and columns exchanged: where each column is a thing, each row a measure.
  [[nodiscard]] WholeTable Turned() const;
  // Proof by cells of this table: the rows of each passage from the first to the last that has one.
  [[nodiscard]] std::vector<Citation> Cite(std::span<const parse::TableCell* const> cells) const;

 private:
  struct Line {
    std::size_t part = 0;
    RowLine place;
  };
  void Append(const search::Hit& hit, const store::Chunk& passage, const parse::Table& part,
              const std::vector<RowLine>& lines);

  std::vector<search::Hit> parts_;
  parse::Table table_;
  std::vector<Line> lines_;  // by row of the table as it was read
  bool turned_ = false;
  std::string caption_;
  std::string headings_;
};

}  // namespace wenyuan::answer
